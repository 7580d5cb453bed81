"""What becomes of the file: binned, deleted, moved, copied, closed, no longer shared. The last good pull stays."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.conftest import TW3
from tests.online import OWNER, address_of
from tests.online_edits.desk import ACCOUNT, UNIT, VALUES, Desk

REN = address_of(UNIT)
DAY = "isian tarikan Kamis 8 Oktober 2026 tetap dipakai"


def test_a_binned_file_is_named_and_read_again_when_restored(desk: Desk) -> None:
    """What the unit typed meanwhile counts from then on."""
    desk.enter("Isi!B8", "5")
    desk.drive("patch", desk.file, {"trashed": True})
    told = desk.sync()
    assert told.values == VALUES
    assert "tempat sampah" in told.trouble
    assert desk.sync().calls == 1
    desk.drive("patch", desk.file, {"trashed": False})
    assert desk.settle().values == VALUES | {"REN-03": Decimal(5)}


def test_a_binned_folder_is_all_its_files_in_the_bin(desk: Desk) -> None:
    desk.drive("patch", desk.office.google.state.files[desk.file].parent, {"trashed": True})
    told = desk.sync()
    assert told.values == VALUES
    assert {trouble.unit for trouble in told.troubles} == set(desk.office.project().archive.held.all(TW3)) - {"_folder"}
    assert "tempat sampah" in told.trouble


def test_a_file_deleted_for_good_is_named_with_the_day_of_what_we_have(desk: Desk) -> None:
    """It is not made anew."""
    desk.drive("delete", desk.file)
    told = desk.sync()
    assert told.values == VALUES
    assert DAY in told.trouble
    assert [trouble.unit for trouble in desk.office.project().create(TW3).troubles] == [UNIT]


def test_a_file_handed_to_the_unit_and_taken_away_is_named(desk: Desk) -> None:
    """The unit owns it now, and shares it with the office no longer."""
    mine = next(item.id for item in desk.office.google.state.files[desk.file].permissions.values() if item.email == REN)
    path = f"{desk.file}/permissions/{mine}"
    desk.drive("patch", path, {"role": "owner"}, transferOwnership="true")
    desk.enter("Isi!B8", "5")
    assert desk.settle().values == VALUES | {"REN-03": Decimal(5)}
    state = desk.office.google.state
    file = state.files[desk.file]
    desk.drive("patch", desk.file, by=REN, addParents=state.account(REN).root_id, removeParents=file.parent)
    office = next(item.id for item in file.permissions.values() if item.email == OWNER)
    desk.drive("delete", f"{desk.file}/permissions/{office}", by=REN)
    told = desk.sync()
    assert told.values == VALUES | {"REN-03": Decimal(5)}
    assert DAY in told.trouble


def test_a_file_that_may_only_be_looked_at_is_read_and_its_catatan_are_named(desk: Desk) -> None:
    """A content restriction lets nobody write: what cannot be told in the file is a trouble, each time."""
    desk.enter("Isi!B8", "dua")
    desk.drive("patch", desk.file, {"contentRestrictions": [{"readOnly": True, "reason": "final"}]})
    told = desk.settle()
    assert told.values == VALUES | {"REN-03": None}
    assert "tidak dapat ditulisi catatan" in told.trouble
    assert desk.notes() == {}
    desk.drive("patch", desk.file, {"contentRestrictions": [{"readOnly": False}]})
    told = desk.settle()
    assert told.troubles == ()
    assert list(desk.notes()) == ["Isi!B8"]


def test_a_file_moved_to_another_folder_is_still_the_units(desk: Desk) -> None:
    folder = desk.office.google.state.add_folder("Arsip Bu Dewi", owner=OWNER).id
    old = desk.office.google.state.files[desk.file].parent
    desk.drive("patch", desk.file, addParents=folder, removeParents=old)
    desk.enter("Isi!B8", "5")
    assert desk.settle().values == VALUES | {"REN-03": Decimal(5)}


def test_a_unit_whose_access_was_taken_gets_it_again_once(desk: Desk) -> None:
    """What was typed until then counts; whose address stands in contacts.csv is invited by the next create, once."""
    desk.enter("Isi!B8", "5")
    mine = next(item.id for item in desk.office.google.state.files[desk.file].permissions.values() if item.email == REN)
    desk.drive("delete", f"{desk.file}/permissions/{mine}")
    assert desk.settle().values == VALUES | {"REN-03": Decimal(5)}
    for _ in range(2):
        assert desk.office.project().create(TW3).troubles == []
    assert len(desk.office.google.state.mails_to(REN)) == 1


def test_a_units_copy_of_the_file_is_not_read_for_it(desk: Desk) -> None:
    """An office with a narrow scope does not even see it; the sheet that was sent counts."""
    copied_and_filled(desk, REN)
    desk.enter("Isi!B8", "5")
    assert desk.settle().values == VALUES | {"REN-03": Decimal(5)}


def test_a_folder_deleted_for_good_names_every_unit(desk: Desk) -> None:
    """With all that lay in it; what was pulled stays."""
    desk.drive("delete", desk.office.google.state.files[desk.file].parent)
    told = desk.sync()
    assert told.values == VALUES
    assert {trouble.unit for trouble in told.troubles} >= {UNIT, "PEM"}
    assert DAY in told.trouble


# --- an office with a service account and a shared drive -------------------------------------------------------


def test_a_service_account_reads_and_tells(shared: Desk) -> None:
    """What is protected stays open to it."""
    shared.enter("Isi!B8", "dua")
    told = shared.settle()
    assert told.values == VALUES | {"REN-03": None}
    assert list(shared.notes()) == ["Isi!B8"]


@pytest.mark.parametrize("marks", [True, False], ids=["marks copied", "marks left"])
def test_a_copy_beside_the_sheet_is_named(shared: Desk, marks: bool) -> None:
    """Whether Google copies our marks or not: the sheet that was sent counts, and the other is said not to.

    In the bin nobody misses it.
    """
    copy = copied_and_filled(shared, OWNER, marks=marks)
    shared.enter("Isi!B8", "5")
    told = shared.settle()
    assert told.values == VALUES | {"REN-03": Decimal(5)}
    assert "REN salinan bukan lembar yang dibagikan" in told.trouble
    shared.drive("patch", copy, {"trashed": True})
    told = shared.settle()
    assert (told.values["REN-03"], told.trouble) == (Decimal(5), "")


def test_a_service_account_thrown_out_names_every_unit(shared: Desk) -> None:
    """Nothing is to be seen any more; what was pulled stays, with its day."""
    (drive,) = shared.office.google.state.drives.values()
    account = next(key for key, member in drive.members.items() if member.email == ACCOUNT)
    shared.drive("delete", f"{drive.id}/permissions/{account}")
    told = shared.sync()
    assert told.values == VALUES
    assert DAY in told.trouble
    assert {trouble.unit for trouble in told.troubles} >= {UNIT, "PEM"}


def test_a_sheet_taken_out_of_the_drive_is_named(shared: Desk) -> None:
    """A manager moves it to a drive of his own."""
    state = shared.office.google.state
    mine = state.account(OWNER).root_id
    shared.drive("patch", shared.file, addParents=mine, removeParents=state.files[shared.file].parent)
    told = shared.sync()
    assert told.values == VALUES
    assert DAY in told.trouble


def copied_and_filled(desk: Desk, by: str, *, marks: bool = True) -> str:
    """A copy of the spreadsheet where that person may put it, filled with other figures, with our marks or without."""
    state = desk.office.google.state
    state.copies_keep_properties = marks
    with desk.office.as_user(by) as client:
        url = f"https://www.googleapis.com/drive/v3/files/{desk.file}/copy?supportsAllDrives=true"
        made = str(client.http_client.request("post", url, json={"name": "REN salinan"}).json()["id"])
        body = {"valueInputOption": "RAW", "data": [{"range": "Isi!B8", "values": [[777]]}]}
        client.http_client.values_batch_update(made, body)
    state.copies_keep_properties = True
    return made
