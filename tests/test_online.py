"""The whole cycle over Google Sheets: what is made, what is read, what is told, and what each costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sheets_sync.course import UnitState
from sheets_sync.errors import StoreError
from sheets_sync.form import Form
from sheets_sync.office_books import BOOKS
from sheets_sync.stores.google.client import ATTEMPTS, Kind
from sheets_sync.trail import Kind as TrailKind
from tests.conftest import AFTER_TW3, TW3, WORKBOOKS
from tests.fake_google.drive_model import SPREADSHEET
from tests.fake_google.faults import Fault
from tests.online import OWNER, OnlineOffice, address_of, online_office

UNITS = ("REN", "UMUM", "PEM", "PMD", "TRANTIB", "KESOS", "YANUM")
LATER = AFTER_TW3 + timedelta(hours=3)
PEM = {"PEM-01": Decimal("88.56"), "PEM-05": Decimal(75), "PEM-06": Decimal("81.5"), "PEM-07": Decimal(36)}


@pytest.fixture
def online(tmp_path: Path) -> Iterator[OnlineOffice]:
    with online_office(tmp_path / "kantor é camat") as office:
        yield office


@pytest.fixture
def made(online: OnlineOffice) -> OnlineOffice:
    """Every unit has its spreadsheet, nobody has filled any."""
    report = online.project().create(TW3)
    assert report.troubles == []
    return online


@pytest.fixture
def settled(made: OnlineOffice, forms: dict[str, Form]) -> OnlineOffice:
    """PEM has filled its spreadsheet; all were pulled and told; the next sync has nothing left to read."""
    made.fill(forms["PEM"], PEM)
    sync(made)
    sync(made)
    return made


def sync(online: OnlineOffice, **settings: bool) -> int:
    """Pull, check and tell; the calls it took."""
    before = online.requests()
    project = online.project(LATER)
    project.pull(TW3, **settings)
    project.validate(TW3)
    project.feedback(TW3)
    return online.requests() - before


def files(online: OnlineOffice) -> list[str]:
    return sorted(
        file.name for file in online.google.state.files.values() if "TW3" in file.name and file.mime == SPREADSHEET
    )


# --- create --------------------------------------------------------------------------------------------------


def test_every_unit_gets_one_spreadsheet_and_one_invitation(made: OnlineOffice) -> None:
    """Seven files in the period's folder, each shared with its unit, with the official message."""
    assert len(files(made)) == WORKBOOKS
    for unit in ("PEM", "REN"):
        (mail,) = made.google.state.mails_to(address_of(unit))
        assert "Triwulan III 2026" in mail.message


def test_creating_costs_three_calls_a_unit(online: OnlineOffice) -> None:
    """One listing, one folder, for each unit the file, its content, its address, and the office's own without one."""
    online.project().create(TW3)
    assert online.requests() == 3 * 7 + 2 + 2 * len(BOOKS)


def test_creating_again_changes_nothing(made: OnlineOffice) -> None:
    """One listing, no file, no invitation."""
    before = made.requests()
    report = made.project().create(TW3)
    assert (report.done, report.troubles, made.requests() - before) == ([], [], 1)
    assert len(files(made)) == WORKBOOKS


def test_an_added_address_is_the_only_one_invited(made: OnlineOffice) -> None:
    """Sharing goes by difference: who has access already gets no second mail."""
    made.google.state.add_user("staf@batuiselatan.example")
    contacts = made.folder / "office" / "contacts.csv"
    contacts.write_text(contacts.read_text("utf-8") + "PEM,staf@batuiselatan.example,orang\n", "utf-8")
    made.project().create(TW3)
    assert len(made.google.state.mails_to("staf@batuiselatan.example")) == 1
    assert len(made.google.state.mails_to(address_of("PEM"))) == 1


def test_no_address_lies_in_the_archive(made: OnlineOffice) -> None:
    """The journal knows whom it has shared with, and does not say."""
    kept = "".join(path.read_text("utf-8") for path in (made.folder / "data").rglob("*.json"))
    assert "PEM" in kept
    assert "@" not in kept


# --- pull and feedback ---------------------------------------------------------------------------------------


def test_what_a_unit_typed_is_pulled(made: OnlineOffice, forms: dict[str, Form]) -> None:
    """The figures arrive as Decimal, the tick and the sender with them."""
    made.fill(forms["PEM"], PEM)
    project = made.project(LATER)
    assert project.pull(TW3).troubles == []
    submission = project.archive.submissions.get(TW3, "PEM")
    assert submission is not None
    assert {entry.code: entry.value for entry in submission.entries if entry.code in PEM} == PEM
    assert (submission.sent, submission.tick.note) == (True, "Petugas")


def test_nothing_changed_costs_one_call(settled: OnlineOffice) -> None:
    """The listing tells that nothing is to be read and nothing to be told."""
    assert sync(settled) == 1


def test_a_change_costs_one_read_and_one_write(settled: OnlineOffice) -> None:
    """1 + M + K; the next sync reads the written one once more, and then it is quiet."""
    settled.type("PEM", {"Isi!B6": "88 kali"})
    settled.type("PMD", {"Isi!B6": "3 atau 4"})
    settled.type("KESOS", {"Isi!C6": "menunggu data desa"})
    assert sync(settled) == 1 + 3 + 3
    assert sync(settled) == 1 + 3
    assert sync(settled) == 1


def test_full_reads_all(settled: OnlineOffice) -> None:
    """The units' workbooks and Kendali; Format is read when somebody pulls the format."""
    assert sync(settled, full=True) == 1 + WORKBOOKS - 1


def test_catatan_stand_in_the_row_in_periksa_and_on_the_cell(made: OnlineOffice, forms: dict[str, Form]) -> None:
    """The row's cell looks it up, the tab lists it, a note hangs on the figure; mended, all three are gone."""
    made.fill(forms["PEM"], PEM | {"PEM-01": "88 kali"}, notes={"PEM-01": "kertas: rekap, map 3"})
    sync(made)
    assert "wajib diperbaiki" in made.column("PEM", "Isi!D6")[0][0]
    assert any(row[:2] == ["PEM-01", "wajib diperbaiki"] for row in made.column("PEM", "Periksa!A5:G30"))
    assert "Catatan pemeriksaan: wajib diperbaiki" in note_on(made, "PEM", "Isi!B6")
    made.type("PEM", {"Isi!B6": Decimal("88.56")})
    sync(made)
    assert made.column("PEM", "Isi!D6") in ([], [[""]])
    assert not any(row[:1] == ["PEM-01"] for row in made.column("PEM", "Periksa!A5:G30"))
    assert note_on(made, "PEM", "Isi!B6") == ""


def note_on(online: OnlineOffice, unit: str, cell: str) -> str:
    with online.as_user(OWNER) as client:
        tab, _, place = cell.partition("!")
        return str(client.open_by_key(online.file_of(unit)).worksheet(tab).get_note(place))


def test_what_the_unit_typed_is_never_written(settled: OnlineOffice) -> None:
    """Telling changes notes and the tab Periksa; the values and formulas of all other tabs stay."""
    settled.type("PEM", {"Isi!B6": "=1+1"})
    before = [settled.column("PEM", f"{tab}!A1:J60") for tab in ("Formulir", "Petunjuk")]
    typed = settled.column("PEM", "Isi!A5:C60")
    sync(settled)
    assert settled.column("PEM", "Isi!A5:C60") == typed
    assert [settled.column("PEM", f"{tab}!A1:J60") for tab in ("Formulir", "Petunjuk")] == before


def test_other_peoples_notes_stay(made: OnlineOffice, forms: dict[str, Form]) -> None:
    """A head's own note on a cell is not replaced by ours."""
    with made.as_user(address_of("PEM")) as client:
        client.open_by_key(made.file_of("PEM")).worksheet("Isi").update_note("B6", "minta data ke desa")
    made.fill(forms["PEM"], PEM | {"PEM-01": "88 kali"})
    sync(made)
    assert note_on(made, "PEM", "Isi!B6") == "minta data ke desa"


def test_an_edit_between_our_read_our_write_and_the_next_listing_is_not_lost(
    made: OnlineOffice, forms: dict[str, Form]
) -> None:
    """The unit mends its figure after we read it and before we write; our write hides nothing."""
    made.fill(forms["PEM"], PEM | {"PEM-01": "88 kali"})
    project = made.project(LATER)
    project.pull(TW3)
    project.validate(TW3)
    made.type("PEM", {"Isi!B6": Decimal("88.56")})
    project.feedback(TW3)
    sync(made)
    submission = project.archive.submissions.get(TW3, "PEM")
    assert submission is not None
    assert submission.entries[0].value == Decimal("88.56")


def test_the_first_moment_of_sending_stays(made: OnlineOffice, forms: dict[str, Form]) -> None:
    """Our own writing moves the file's time, and nobody becomes late by it."""
    made.fill(forms["PEM"], PEM)
    sync(made)
    first = made.project().archive.submissions.get(TW3, "PEM")
    made.google.clock.sleep(86_400)
    sync(made)
    second = made.project().archive.submissions.get(TW3, "PEM")
    assert first is not None
    assert second is not None
    assert first.first_sent is not None
    assert (second.first_sent, second.source.modified) == (first.first_sent, first.source.modified)


# --- what people do to files ---------------------------------------------------------------------------------


def test_a_binned_file_is_named_and_its_last_pull_stays(settled: OnlineOffice) -> None:
    settled.change_file("PEM", trashed=True)
    project = settled.project(LATER)
    (trouble,) = project.pull(TW3).troubles
    assert trouble.unit == "PEM"
    assert "tempat sampah" in trouble.text
    assert project.archive.submissions.get(TW3, "PEM") is not None
    assert [trouble.unit for trouble in project.create(TW3).troubles] == ["PEM"]


def test_a_file_that_is_gone_is_named_with_the_day_of_what_we_have(settled: OnlineOffice) -> None:
    """It is not made anew in silence either."""
    state = settled.google.state
    state.remove(state.files[settled.file_of("PEM")])
    project = settled.project(LATER)
    (trouble,) = project.pull(TW3).troubles
    assert trouble.unit == "PEM"
    assert "Kamis 8 Oktober 2026" in trouble.text
    assert [trouble.unit for trouble in settled.project().create(TW3).troubles] == ["PEM"]
    assert len(files(settled)) == WORKBOOKS - 1


def test_the_recap_goes_on_with_the_last_good_pull(settled: OnlineOffice) -> None:
    """PEM's figures count although its file is in the bin."""
    settled.change_file("PEM", trashed=True)
    project = settled.project(LATER)
    project.pull(TW3)
    project.validate(TW3)
    recap = project.recap(TW3)
    unit = next(unit for unit in recap.units if unit.code == "PEM")
    assert unit.state is UnitState.SENT
    assert "tempat sampah" in unit.trouble


def test_a_renamed_file_is_still_the_unit(settled: OnlineOffice) -> None:
    """A file is known by its mark, whatever it is called."""
    settled.change_file("PEM", name="punya Bu Nur")
    settled.type("PEM", {"Isi!B6": Decimal(80)})
    project = settled.project(LATER)
    assert project.pull(TW3).done == ["punya Bu Nur: isian baru"]


# --- lock ----------------------------------------------------------------------------------------------------


def test_locking_closes_the_inputs_and_opens_them_again(settled: OnlineOffice) -> None:
    """A locked unit cannot type; opened again it can, where it could before."""
    assert len(settled.project(LATER).lock(TW3, locked=True).done) == 7
    assert settled.project(LATER).lock(TW3, locked=True).done == []
    with pytest.raises(Exception, match="protected"):
        settled.type("PEM", {"Isi!B6": Decimal(1)})
    assert len(settled.project(LATER).lock(TW3, locked=False).done) == 7
    settled.type("PEM", {"Isi!B6": Decimal(1)})


def test_only_inputs_are_open(made: OnlineOffice) -> None:
    """The heading, the target and the tab Periksa cannot be typed over by a unit."""
    for cell in ("Isi!A6", "Isi!B5", "Isi!D6", "Periksa!A5", "Formulir!H12"):
        with pytest.raises(Exception, match="protected"):
            made.type("PEM", {cell: "x"})


def test_a_lost_archive_is_made_again_from_drive(settled: OnlineOffice) -> None:
    """Without data/ the spreadsheets are found again; none is made twice, and nobody is invited twice."""
    import shutil  # noqa: PLC0415  # used in this one test

    shutil.rmtree(settled.folder / "data")
    report = settled.project(LATER).create(TW3)
    assert report.troubles == []
    assert len(files(settled)) == WORKBOOKS
    assert len(settled.google.state.mails_to(address_of("PEM"))) == 1
    project = settled.project(LATER)
    assert project.pull(TW3).troubles == []
    kept = project.archive.submissions.get(TW3, "PEM")
    assert kept is not None
    assert replace(kept, unit="PEM").entries[0].value == Decimal("88.56")


def test_an_address_that_is_named_no_longer_is_pointed_out(made: OnlineOffice) -> None:
    """Nobody loses access in silence: the office is told, and decides."""
    contacts = made.folder / "office" / "contacts.csv"
    lines = contacts.read_text("utf-8").splitlines()
    contacts.write_text("\n".join(line for line in lines if not line.startswith("PEM")) + "\n", "utf-8")
    (note,) = made.project().create(TW3).notes
    assert "1 alamat yang pernah diberi akses" in note
    assert "@" not in note


def test_googles_limit_on_invitations_is_not_run_against(online: OnlineOffice) -> None:
    """After the first refusal nobody else is tried in this run; the next one invites each address once."""
    online.google.faults.add(Fault("403-sharing-rate", match=("POST", "permissions$")))
    report = online.project().create(TW3)
    assert [trouble.unit for trouble in report.troubles] == list(UNITS)
    assert all("besok" in trouble.text and "@" not in trouble.text for trouble in report.troubles)
    assert [call.path for call in online.google.api_calls() if call.path.endswith("permissions")] != []
    assert len([call for call in online.google.api_calls() if call.path.endswith("permissions")]) == 1
    assert online.project().create(TW3).troubles == []
    assert [len(online.google.state.mails_to(address_of(unit))) for unit in UNITS] == [1] * 7


def test_access_that_was_taken_away_comes_back(made: OnlineOffice) -> None:
    """The office's file of addresses is what holds: who stands in it may edit, after the next create."""
    file = made.google.state.files[made.file_of("PEM")]
    (permission,) = [item for item in file.permissions.values() if item.email == address_of("PEM")]
    del file.permissions[permission.id]
    made.project().create(TW3)
    assert len(made.google.state.mails_to(address_of("PEM"))) == 2
    assert made.project().create(TW3).shared == 0


def test_a_machine_without_addresses_lets_nobody_in_and_keeps_nobody_out(made: OnlineOffice) -> None:
    """A CI job has no contacts.csv: it neither invites nor says that addresses are missing."""
    (made.folder / "office" / "contacts.csv").unlink()
    report = made.project().create(TW3)
    assert (report.shared, report.notes, report.troubles) == (0, [], [])


def test_spellings_of_a_gmail_address_are_one(made: OnlineOffice) -> None:
    """Google tells an address in its own spelling; nobody is invited again for a dot or a capital."""
    made.google.state.add_user("seksipem@gmail.com")
    contacts = made.folder / "office" / "contacts.csv"
    contacts.write_text(contacts.read_text("utf-8") + "PEM,seksipem@gmail.com,orang\n", "utf-8")
    assert made.project().create(TW3).shared == 1
    contacts.write_text(contacts.read_text("utf-8").replace("seksipem@", "Seksi.Pem+kantor@"), "utf-8")
    assert made.project().create(TW3).shared == 0


def test_a_mail_that_failed_is_no_failed_sharing(online: OnlineOffice) -> None:
    """Google shares, cannot send the mail, and answers 400: the unit has access, and create goes on."""
    online.google.faults.add(Fault("mail-failed", match=("POST", "permissions$")))
    assert online.project().create(TW3).troubles == []
    assert online.project().create(TW3).done == []


def test_of_two_files_of_one_unit_the_known_one_counts(settled: OnlineOffice) -> None:
    """Another file with the unit's mark is named as a copy; in the bin it is not spoken of any more."""
    project = settled.project()
    store = settled.connect(project.office, project.archive)
    marks = {"sheets_sync": "72.01.15/2026-TW3", "unit": "PEM"}
    body = {"name": "PEM lagi", "mimeType": SPREADSHEET, "appProperties": marks}
    made = store.client.call("POST", "https://www.googleapis.com/drive/v3/files", body=body, kind=Kind.NEVER)
    settled.type("PEM", {"Isi!B6": Decimal(80)})
    project = settled.project(LATER)
    report = project.pull(TW3)
    assert [trouble.text.split(" bukan")[0] for trouble in report.troubles] == ["PEM lagi"]
    assert report.done == ["PEM Seksi Pemerintahan 2026-TW3: isian baru"]
    settled.google.state.files[made["id"]].trashed = True
    assert settled.project(LATER).pull(TW3).troubles == []


# --- what goes wrong around the files ------------------------------------------------------------------------


def test_a_folder_that_was_deleted_is_made_anew(online: OnlineOffice) -> None:
    """The folder is gone for good, and REN's file with it: that is said; the others get theirs in a new one."""
    online.google.faults.add(Fault("403-storage", match=("POST", "/drive/v3/files$"), nth=3))
    with pytest.raises(StoreError, match="ruang simpan"):
        online.project().create(TW3)
    folder = next(
        file
        for file in online.google.state.files.values()
        if file.name.endswith("2026-TW3") and file.mime != SPREADSHEET
    )
    online.google.state.remove(online.google.state.files[online.file_of("REN")])
    online.google.state.remove(folder)
    assert [trouble.unit for trouble in online.project().create(TW3).troubles] == ["REN"]
    assert len(files(online)) == WORKBOOKS - 1


def test_a_binned_folder_is_not_filled(online: OnlineOffice) -> None:
    """Nobody is invited to a file in the bin: the office is asked to restore the folder."""
    online.google.faults.add(Fault("403-storage", match=("POST", "/drive/v3/files$"), nth=3))
    with pytest.raises(StoreError):
        online.project().create(TW3)
    folder = next(
        file
        for file in online.google.state.files.values()
        if file.name.endswith("2026-TW3") and file.mime != SPREADSHEET
    )
    folder.trashed = True
    with pytest.raises(StoreError, match="tempat sampah"):
        online.project().create(TW3)
    folder.trashed = False
    assert online.project().create(TW3).troubles == []
    assert len(files(online)) == WORKBOOKS
    assert [len(online.google.state.mails_to(address_of(unit))) for unit in UNITS] == [1] * 7


def test_one_file_that_cannot_be_made_does_not_stop_the_others(online: OnlineOffice) -> None:
    """Google fails for one unit as long as we have patience: six are made, and the next run makes the seventh."""
    online.google.faults.add(Fault("500", match=("POST", ":batchUpdate$"), times=ATTEMPTS))
    (trouble,) = online.project().create(TW3).troubles
    assert "terganggu" in trouble.text
    assert online.project().create(TW3).troubles == []
    assert len(files(online)) == WORKBOOKS


def test_new_files_that_cannot_be_made_do_not_keep_the_old_from_being_read(
    settled: OnlineOffice, forms: dict[str, Form]
) -> None:
    """The next quarter's folder is full, this one's figures are pulled all the same."""
    held = settled.folder / "data" / "2026-TW3" / "lembar" / "KESOS.json"
    settled.google.state.remove(settled.google.state.files[settled.file_of("KESOS")])
    held.unlink()
    (settled.folder / "data" / "2026-TW3" / "kiriman" / "KESOS.json").unlink()
    settled.google.faults.add(Fault("403-storage", match=("POST", "/drive/v3/files$")))
    settled.type("PEM", {"Isi!B6": Decimal(80)})
    report, recap = settled.project(LATER).run(TW3)
    assert any("ruang simpan" in trouble.text for trouble in report.troubles)
    assert next(unit for unit in recap.units if unit.code == "PEM").achievements[0].value == Decimal(80)


def test_a_unit_that_ended_is_not_missed(settled: OnlineOffice) -> None:
    """Its file may go once the unit is gone."""
    units = settled.folder / "office" / "units.csv"
    lines = units.read_text("utf-8").splitlines()
    units.write_text(
        "\n".join(f"{line}2026-08-31" if line.startswith("PEM,") else line for line in lines) + "\n", "utf-8"
    )
    state = settled.google.state
    state.remove(state.files[settled.file_of("PEM")])
    assert settled.project(LATER).pull(TW3).troubles == []


def test_catatan_wait_where_the_unit_has_gone_on_typing(made: OnlineOffice, forms: dict[str, Form]) -> None:
    """`feedback` alone, some time after the pull: a note that the unit put there meanwhile is not overwritten."""
    made.fill(forms["PEM"], PEM | {"PEM-01": "88 kali"})
    project = made.project(LATER)
    project.pull(TW3)
    project.validate(TW3)
    with made.as_user(address_of("PEM")) as client:
        client.open_by_key(made.file_of("PEM")).worksheet("Isi").update_note("B6", "minta data ke desa")
    (trouble,) = made.project(LATER).feedback(TW3).troubles
    assert "berubah sejak ditarik" in trouble.text
    assert note_on(made, "PEM", "Isi!B6") == "minta data ke desa"


def test_a_lock_makes_nobody_late(made: OnlineOffice, forms: dict[str, Form]) -> None:
    """What was sent before the lock is pulled before the lock moves the file's time."""
    made.fill(forms["PEM"], PEM)
    sent = made.google.clock.now()
    made.google.clock.sleep(86_400)
    made.project(AFTER_TW3 + timedelta(days=1)).lock(TW3, locked=True)
    made.google.clock.sleep(3_600)
    project = made.project(AFTER_TW3 + timedelta(days=1, hours=1))
    project.pull(TW3)
    submission = project.archive.submissions.get(TW3, "PEM")
    assert submission is not None
    assert submission.first_sent is not None
    assert abs(submission.first_sent.timestamp() - sent) < 60


def test_handing_out_stands_in_the_trail(made: OnlineOffice) -> None:
    """That each workbook was made and to how many addresses it went, once; no address is named."""
    made.project().create(TW3)
    archive = made.project().archive
    units = sorted(unit.code for unit in made.project().office.units_in(TW3))
    assert list(archive.trail.units(TW3, TrailKind.WORKBOOK)) == units
    for unit in archive.trail.units(TW3, TrailKind.SHARED):
        held = archive.held.get(TW3, unit)
        assert held is not None
        told = [line.data for line in archive.trail.of(TW3, TrailKind.SHARED, unit)]
        assert told == [{"added": len(held.shared), "addresses": len(held.shared)}]
    assert list(archive.trail.units(TW3, TrailKind.SHARED)) == units
    assert b"@" not in (archive.folder / str(TW3) / "jejak.jsonl").read_bytes()
