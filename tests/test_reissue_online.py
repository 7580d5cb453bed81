"""A format that changes after the sheets went out reaches the spreadsheets in Google, in place and at little cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from gspread.exceptions import APIError

from sheets_sync import units
from sheets_sync.archive import Archive
from sheets_sync.course import UnitState
from sheets_sync.form import Form
from sheets_sync.layout import RETIRED
from sheets_sync.model import Role
from sheets_sync.pipeline import Project
from sheets_sync.stores.google import reissue
from sheets_sync.submission import Submission
from sheets_sync.trail import Kind
from tests import changing
from tests.conftest import TW3
from tests.fake_google.faults import Fault
from tests.fake_google.sheets.book import Sheet
from tests.online import OWNER, OnlineOffice, Typed, online_office
from tests.test_online import LATER
from tests.test_reissuing import CHANGED, OTHER_TARGET

FIGURES: dict[str, Typed] = {
    "PEM-01": "88 kali",
    "PEM-05": Decimal(75),
    "PEM-06": Decimal("81.5"),
    "PEM-07": Decimal(36),
}


@pytest.fixture
def sent(tmp_path: Path, forms: dict[str, Form]) -> Iterator[OnlineOffice]:
    """PEM has filled and sent its spreadsheet, with a mistake in it; all is pulled and told, and quiet."""
    with online_office(tmp_path / "kantor", ["PEM", "REN"]) as office:
        assert office.project().create(TW3).troubles == []
        office.fill(forms["PEM"], FIGURES, notes={"PEM-01": "kertas: map 3"})
        for _ in range(2):
            sync(office)
        yield office


def sync(office: OnlineOffice) -> Project:
    project = office.project(LATER)
    assert project.pull(TW3).troubles == []
    project.validate(TW3)
    assert project.feedback(TW3).troubles == []
    return project


def submission(office: OnlineOffice) -> Submission:
    found = Archive(office.folder / "data").submissions.get(TW3, "PEM")
    assert found is not None
    return found


def figures(office: OnlineOffice) -> dict[str, str]:
    return {entry.code: entry.typed for entry in submission(office).entries}


def sheet(office: OnlineOffice, title: str = "Isi") -> Sheet:
    found = office.google.state.spreadsheets[office.file_of("PEM")].book.titled(title)
    assert found is not None
    return found


def shown(office: OnlineOffice, area: str) -> list[str]:
    """The first line of each cell of a column."""
    return [str(row[0]).partition("\n")[0] if row else "" for row in office.column("PEM", area)]


def place(row: int, column: int) -> Mapping[str, int]:
    return {"startRowIndex": row - 1, "endRowIndex": row, "startColumnIndex": column - 1, "endColumnIndex": column}


def ask_more(office: OnlineOffice) -> None:
    """PEM-08 is new, PEM-06 over, and PEM-05 has another target."""
    changing.set_target(office.folder, *OTHER_TARGET)
    changing.add_indicator(office.folder, "PEM-05", "PEM-08")
    changing.retire(office.folder, "PEM-06")


# --- what it costs, and what is true afterwards --------------------------------------------------------------


def test_it_costs_one_read_and_one_write(sent: OnlineOffice) -> None:
    """One listing, one read and one batch; the next sync reads what was written once more, and then it is quiet."""
    ask_more(sent)
    costs = []
    for _ in range(3):
        before = sent.requests()
        project = sent.project(LATER)
        assert project.create(TW3).troubles == []
        costs.append(sent.requests() - before)
    assert costs == [3, 1, 1]


def test_nothing_changed_costs_nothing(sent: OnlineOffice) -> None:
    """Where the office asks the same, `create` and a sync stay at one listing."""
    before = sent.requests()
    project = sent.project(LATER)
    project.create(TW3)
    project.pull(TW3)
    assert sent.requests() - before == 1


def test_what_was_typed_stays(sent: OnlineOffice) -> None:
    """Figures, notes, tick, sender and time of sending are as before; the new row is empty, the one that is over unread."""
    old = submission(sent)
    ask_more(sent)
    sent.project(LATER).create(TW3)
    now = figures(sent)
    assert now == {
        "PEM-01": "88 kali",
        "PEM-05": "75",
        "PEM-07": "36",
        "PEM-08": "",
        "PEM-02": "",
        "PEM-03": "",
        "PEM-04": "",
    }
    new = submission(sent)
    assert (new.entries[0].note, new.tick.note, new.sent, new.first_sent) == (
        "kertas: map 3",
        "Petugas",
        True,
        old.first_sent,
    )
    sync(sent)
    assert figures(sent) == now
    assert submission(sent).noticed == ()


def test_rows_stand_in_their_place(sent: OnlineOffice) -> None:
    """The new row follows the one before it, the row that is over stays where it is and says so, the count is right."""
    ask_more(sent)
    sent.project(LATER).create(TW3)
    codes = [text.partition(" ")[0] for text in shown(sent, "Isi!A6:A14")]
    assert codes == ["PEM-01", "PEM-05", "PEM-06", "PEM-07", "PEM-08", "PEM-02", "PEM-03", "PEM-04", "Saya"]
    assert shown(sent, "Isi!A8") == [f"PEM-06 {RETIRED}"]
    assert sent.column("PEM", "Isi!B8") == [["81,5"]]
    assert shown(sent, "Isi!A3")[0].startswith("3 dari 4 sudah diisi")
    formulir = [row[1] for row in sent.column("PEM", "Formulir!A8:B20") if len(row) > 1]
    assert formulir == ["PEM-01", "PEM-05", "PEM-07", "PEM-08", "PEM-02", "PEM-03", "PEM-04"]
    assert "target 72 %" in sent.column("PEM", "Kendala!A7")[0][0]


def test_the_unit_can_fill_the_new_row_and_nothing_else(sent: OnlineOffice) -> None:
    """The new row's input is open with its rule and colour; names, and the row that is over, are closed to the unit."""
    ask_more(sent)
    sent.project(LATER).create(TW3)
    sent.type("PEM", {"Isi!B10": Decimal(77), "Isi!C10": "map 9"})
    for closed in ("Isi!A10", "Isi!B8", "Isi!D10"):
        with pytest.raises(APIError, match="protected"):
            sent.type("PEM", {closed: "x"})
    assert sheet(sent).cell(9, 1).validation is not None
    sync(sent)
    assert figures(sent)["PEM-08"] == "77"
    assert sent.column("PEM", "Formulir!H11") == [["77"]]


def test_a_catatan_is_shown_in_its_row(sent: OnlineOffice) -> None:
    """After the change each row shows its own catatan, the new row too."""
    ask_more(sent)
    sent.project(LATER).create(TW3)
    sync(sent)
    texts = dict(zip(shown(sent, "Isi!A6:A14"), shown(sent, "Isi!D6:D14"), strict=False))
    wrong = {name.partition(" ")[0]: text for name, text in texts.items() if text.startswith("wajib")}
    assert wrong.keys() == {"PEM-01", "PEM-08"}


def test_the_trail_tells_it_once(sent: OnlineOffice) -> None:
    """The change stands in the trail, with both versions, once."""
    changing.set_target(sent.folder, *OTHER_TARGET)
    for _ in range(2):
        sent.project(LATER).create(TW3)
    lines = [line for line in Archive(sent.folder / "data").trail.lines(TW3) if line.kind is Kind.FORMAT]
    assert [(line.unit, line.data["perubahan"]) for line in lines] == [("PEM", [CHANGED])]


def test_a_first_programme_brings_the_tab_anggaran(sent: OnlineOffice) -> None:
    """A unit that is asked for a programme only now gets the tab, open for it, and it is read."""
    programmes = sent.folder / "office" / "programmes.csv"
    programmes.write_text(programmes.read_text("utf-8") + "7.01.02,Program Baru,DPA-2026,210000000,PEM\n", "utf-8")
    programmes.write_text(
        programmes.read_text("utf-8").replace(
            "7.01.02,Program Penyelenggaraan Pemerintahan dan Pelayanan Publik,DPA-2026,210000000,\n", ""
        ),
        "utf-8",
    )
    report = sent.project(LATER).create(TW3)
    assert report.troubles == []
    sent.type("PEM", {"Anggaran!B6": Decimal(50_000_000)})
    sync(sent)
    assert [(entry.code, entry.value) for entry in submission(sent).budget] == [("7.01.02", Decimal(50_000_000))]


# --- people's own hands --------------------------------------------------------------------------------------


def test_an_office_that_moved_and_sorted(sent: OnlineOffice) -> None:
    """Rows inserted above, a column inserted, the tab renamed and rows sorted: each figure stays with its row."""
    number = sheet(sent).id
    lines = {"sheetId": number, "startIndex": 0, "endIndex": 2}
    rows = {"sheetId": number, "startRowIndex": 7, "endRowIndex": 14, "startColumnIndex": 0, "endColumnIndex": 5}
    sent.batch(
        "PEM",
        {"insertDimension": {"range": lines | {"dimension": "ROWS"}}},
        {"insertDimension": {"range": {"sheetId": number, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}},
        {"sortRange": {"range": rows, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]}},
        {"updateSheetProperties": {"properties": {"sheetId": number, "title": "Isian"}, "fields": "title"}},
        email=OWNER,
    )
    sync(sent)
    was = figures(sent)
    assert was["PEM-05"] == "75"
    ask_more(sent)
    assert sent.project(LATER).create(TW3).troubles == []
    sync(sent)
    assert figures(sent) == {code: text for code, text in was.items() if code != "PEM-06"} | {"PEM-08": ""}
    texts = {
        text.partition(" ")[0]: cell
        for text, cell in zip(shown(sent, "Isian!A8:A16"), shown(sent, "Isian!E8:E16"), strict=False)
    }
    assert texts["PEM-01"].startswith("wajib")
    assert texts["PEM-08"].startswith("wajib")
    assert "3 dari 4 sudah diisi" in shown(sent, "Isian!A5")[0]


def test_an_edit_between_our_reading_and_our_writing_stays(sent: OnlineOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the unit types in that moment stands, and is archived with the same batch's answer."""
    ask_more(sent)
    real = reissue.requests_of

    def typed_meanwhile(*arguments: Any) -> Any:
        sent.type("PEM", {"Isi!B6": Decimal(88), "Isi!C7": "baru saja"})
        return real(*arguments)

    monkeypatch.setattr(reissue, "requests_of", typed_meanwhile)
    assert sent.project(LATER).create(TW3).troubles == []
    monkeypatch.undo()
    assert figures(sent)["PEM-01"] == "88"
    assert {entry.code: entry.note for entry in submission(sent).entries}["PEM-05"] == "baru saja"
    sync(sent)
    assert figures(sent)["PEM-01"] == "88"


def test_formulas_and_notes_of_people_stay(sent: OnlineOffice) -> None:
    """A formula in an input, a remark on it, and a tab of the unit's own are as they were."""
    with sent.as_user(OWNER) as client:
        book = client.open_by_key(sent.file_of("PEM"))
        book.add_worksheet("Hitungan", 5, 5).update_acell("A1", "40")
        book.worksheet("Isi").update_acell("B7", "=Hitungan!A1+35")
        book.worksheet("Isi").update_note("B7", "dari desa")
    sync(sent)
    ask_more(sent)
    assert sent.project(LATER).create(TW3).notes == []
    cell = sheet(sent).cell(6, 1)
    assert (cell.formula, cell.note) == ("=Hitungan!A1+35", "dari desa")
    assert figures(sent)["PEM-05"] == "75"


def test_returned_stays_returned(sent: OnlineOffice) -> None:
    """That we wrote into the spreadsheet does not count as the unit's mending, in this sync or a later one."""
    project = sent.project(LATER)
    units.send_back(project, TW3, "PEM", "Lengkapi bukti dukungnya", Role.PLANNING)
    sync(sent)
    changing.set_target(sent.folder, *OTHER_TARGET)
    sent.google.clock.sleep(600)
    sent.project(LATER).create(TW3)
    sync(sent)
    sync(sent)
    course = Archive(sent.folder / "data").courses.get(TW3, "PEM") or ()
    assert [event.state for event in course][:2] == [UnitState.SENT, UnitState.RETURNED]
    assert {(event.state, event.why) for event in course[1:]} == {(UnitState.RETURNED, "Lengkapi bukti dukungnya")}


# --- closed, and cut off -------------------------------------------------------------------------------------


def test_a_locked_spreadsheet_is_not_changed(sent: OnlineOffice) -> None:
    """A spreadsheet that was locked stays as it is, and is named."""
    units.lock_one(sent.project(LATER), TW3, "PEM", locked=True)
    changing.set_target(sent.folder, *OTHER_TARGET)
    report = sent.project(LATER).create(TW3)
    assert (report.done, len(report.notes)) == ([], 1)
    assert "target 75 %" in sent.column("PEM", "Isi!A7")[0][0]


@pytest.mark.parametrize("kind", ["drop", "drop-after", "503-after"])
def test_a_doubtful_batch_is_not_done_twice(sent: OnlineOffice, kind: str) -> None:
    """A connection lost before or after the batch has landed: one new row, and the archive knows it."""
    ask_more(sent)
    sent.google.faults.add(Fault(kind, lambda request: request.path.endswith(":batchUpdate")))
    assert sent.project(LATER).create(TW3).troubles == []
    assert sum(text.startswith("PEM-08") for text in shown(sent, "Isi!A6:A20")) == 1
    assert figures(sent)["PEM-08"] == ""


def test_killed_after_the_batch_the_next_run_completes(sent: OnlineOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """The spreadsheet is new and the archive is not: the next run finds it so, and writes nothing twice."""
    ask_more(sent)
    project = sent.project(LATER)
    real = project.store.reissue

    def killed(*arguments: Any) -> Any:
        real(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(project.store, "reissue", killed)
    with pytest.raises(KeyboardInterrupt):
        project.create(TW3)
    monkeypatch.undo()
    assert sent.project(LATER).create(TW3).troubles == []
    assert sum(text.startswith("PEM-08") for text in shown(sent, "Isi!A6:A20")) == 1
    sync(sent)
    assert (figures(sent)["PEM-01"], figures(sent)["PEM-08"]) == ("88 kali", "")
