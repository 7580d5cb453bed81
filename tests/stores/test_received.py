"""The same workbook saved as xlsx, xls and ods by LibreOffice gives the same submission, entry by entry."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sheets_sync.errors import WorkbookError
from sheets_sync.form import Form
from sheets_sync.reading import identify, read_submission, rows_needed
from sheets_sync.stores.package import MAX_FILE
from sheets_sync.stores.received import open_received
from sheets_sync.submission import Reading, Submission
from tests import edits
from tests.edits import NOW, ZONE, Edit, HandedOut, edit, fill, hand_out, put
from tests.libreoffice import save_as

FORMATS = ("xlsx", "xls", "ods")
CELLS: dict[str, tuple[Edit, ...]] = {
    "numbers": (
        put("REN-01", Decimal("72.5")),
        put("REN-03", 0.1 + 0.2),
        put("REN-04", -3),
        put("REN-06", 0),
        put("7.01.01", 1_837_500_000, name=edits.BUDGET_FIGURES),
        put("7.01.03", 280_000_000.5, name=edits.BUDGET_FIGURES),
    ),
    "percents": (
        put("REN-05", 0.9825, "0.00%"),
        put("REN-01", 0.5, "0%"),
        put("REN-03", 12, '0" %"'),
        put("REN-04", "=1/8", "0.0%"),
    ),
    "texts": (
        put("REN-01", "72,50"),
        put("REN-02", "BB"),
        put("REN-06", "3 dari 10"),
        put("REN-03", "  12  "),
        put("7.01.02", "Rp150.000.000", name=edits.BUDGET_FIGURES),
        put("REN-01", "kertas: map <3> & lemari\n2   é", name=edits.NOTES),
        put("REN-04", "'=bukan rumus", name=edits.NOTES),
    ),
    "dates": (
        put("REN-01", date(2026, 9, 30)),
        put("REN-03", datetime(2026, 9, 30, 14, 5)),  # noqa: DTZ001  # a cell has no zone
        put("REN-04", time(10, 5)),
        put("REN-05", timedelta(hours=36), "[h]:mm"),
    ),
    "errors and formulas": (
        put("REN-01", "#DIV/0!"),
        put("REN-03", "=1/0"),
        put("REN-04", "=#REF!+1"),
        put("REN-06", "=2*3"),
        put("REN-01", '="98,"&"25"', name=edits.NOTES),
    ),
    "merged and moved": (
        put("REN-01", 72),
        edits.merge("7.01.04", down=1, name=edits.BUDGET_FIGURES),
        edits.insert_rows("REN-03", 2),
        edits.insert_column(edits.FIGURES, "Catatan kami"),
        edits.rename_tab("Isi", "Isi Jum'at. baru"),
        edits.reverse_tabs,
    ),
    "the tick as a box": (edits.tick(True, "Dewi"),),
    "the tick as a word": (edits.tick("Ya", "Dewi  A"),),
}  # fmt: skip


@pytest.fixture(scope="module")
def save(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[Path], str], Path]:
    """Saves workbooks by LibreOffice in another format; gives the folder."""
    profile = tmp_path_factory.mktemp("profil")
    return lambda paths, extension: save_as(paths, extension, tmp_path_factory.mktemp(extension), profile)


@pytest.fixture(scope="module")
def saved(
    save: Callable[[list[Path], str], Path], forms: dict[str, Form], tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Path]:
    """A workbook a case, edited, and saved by LibreOffice in every format."""
    root = tmp_path_factory.mktemp("kasus")
    paths = []
    for number, steps in enumerate(CELLS.values()):
        given_out = hand_out(root / str(number), forms["REN"])
        fill(given_out, {"REN-02": "A"})
        edit(given_out.path, *steps)
        paths.append(given_out.path.rename(root / f"{number}.xlsx"))
    folders = {extension: save(paths, extension) for extension in FORMATS}
    return {
        (case, extension): folder / f"{number}.{extension}"
        for extension, folder in folders.items()
        for number, case in enumerate(CELLS)
    }


def submission(path: Path, form: Form) -> Submission:
    grid, source = open_received(path, rows_needed(form), ZONE)
    assert identify(grid) == form.key
    return read_submission(grid, form, source, NOW)


def content(found: Submission) -> tuple[object, ...]:
    """What was typed, whatever file it came from."""
    return found.entries, found.budget, found.causes, found.sent, found.tick, found.noticed


@pytest.mark.parametrize("extension", ["xls", "ods"])
@pytest.mark.parametrize("case", CELLS)
def test_other_formats_read_as_xlsx(
    saved: dict[tuple[str, str], Path], forms: dict[str, Form], case: str, extension: str
) -> None:
    """What a unit typed reads the same from xls and ods as from xlsx."""
    expected = submission(saved[case, "xlsx"], forms["REN"])
    assert content(submission(saved[case, extension], forms["REN"])) == content(expected)


@pytest.mark.parametrize("extension", FORMATS)
def test_every_kind_of_cell_is_read_for_what_it_is(
    saved: dict[tuple[str, str], Path], forms: dict[str, Form], extension: str
) -> None:
    """Percents, dates, lengths of time, errors and results of formulas are told apart in every format."""
    percents = submission(saved["percents", extension], forms["REN"])
    assert {entry.code: entry.value for entry in percents.entries if entry.code == "REN-05"} == {
        "REN-05": Decimal("98.25")
    }
    dates = submission(saved["dates", extension], forms["REN"])
    kinds = {entry.code: entry.reading for entry in dates.entries}
    assert [kinds[f"REN-0{number}"] for number in (1, 3, 4, 5)] == [Reading.DATE] * 4
    errors = submission(saved["errors and formulas", extension], forms["REN"])
    found = {entry.code: (entry.reading, entry.value, entry.note) for entry in errors.entries}
    assert [found[f"REN-0{number}"][:2] for number in (1, 3, 4)] == [(Reading.BROKEN, None)] * 3
    assert (found["REN-06"][:2], found["REN-01"][2]) == ((Reading.NUMBER, Decimal(6)), "98,25")


def test_the_name_tells_nothing(saved: dict[tuple[str, str], Path], forms: dict[str, Form], tmp_path: Path) -> None:
    """A workbook with another name and ending, as a phone gives it, is read all the same."""
    for extension in FORMATS:
        path = tmp_path / f"DOC-{extension}-WA0003.pdf"
        path.write_bytes(saved["texts", extension].read_bytes())
        assert content(submission(path, forms["REN"])) == content(submission(saved["texts", extension], forms["REN"]))


def test_the_source_is_the_file_as_it_stood(saved: dict[tuple[str, str], Path]) -> None:
    """Name, digest and time of the file are kept."""
    path = saved["texts", "ods"]
    os.utime(path, (1_790_000_000, 1_790_000_000))
    source = open_received(path, 400, ZONE)[1]
    assert (source.file, len(source.sha256)) == (path.name, 64)
    assert source.modified == datetime.fromtimestamp(1_790_000_000, ZONE)


TYPED = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=40),
    st.floats(allow_nan=False, allow_infinity=False, width=32).filter(
        lambda value: value == 0 or 1e-4 < abs(value) < 1e12
    ),
    st.integers(-(10**9), 10**9),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
)


BOOKS = st.lists(st.lists(st.tuples(TYPED, st.booleans()), min_size=6, max_size=6), min_size=8, max_size=8)
Books = list[list[tuple[object, bool]]]


@pytest.fixture(scope="module")
def read_in_every_format(
    save: Callable[[list[Path], str], Path], forms: dict[str, Form], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Books], dict[str, list[tuple[object, ...]]]]:
    """Types into workbooks, saves them in every format, and reads them."""
    form = forms["REN"]

    def read(books: Books) -> dict[str, list[tuple[object, ...]]]:
        root = tmp_path_factory.mktemp("acak")
        paths = []
        for number, values in enumerate(books):
            given_out = hand_out(root / str(number), form)
            edit(given_out.path, *map(_put_any, (row.code for row in form.rows), values))
            paths.append(given_out.path.rename(root / f"{number}.xlsx"))
        folders = {extension: save(paths, extension) for extension in FORMATS}
        return {
            name: [content(submission(folder / f"{number}.{name}", form)) for number in range(len(books))]
            for name, folder in folders.items()
        }

    return read


@given(books=BOOKS)
@settings(max_examples=2, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_anything_typed_reads_the_same_in_every_format(
    read_in_every_format: Callable[[Books], dict[str, list[tuple[object, ...]]]], books: Books
) -> None:
    """Any numbers, texts, percents and dates give the same entries from xlsx, xls and ods."""
    found = read_in_every_format(books)
    assert found["xls"] == found["xlsx"]
    assert found["ods"] == found["xlsx"]


def _put_any(code: str, typed: tuple[object, bool]) -> Edit:
    value, percent = typed
    if isinstance(value, str):
        value = value.lstrip("=")  # a formula of its own
    return put(code, value, "0.00%" if percent and not isinstance(value, str | date) else "")


# --- hostile and broken --------------------------------------------------------------------------------------


@pytest.fixture(params=FORMATS)
def good(request: pytest.FixtureRequest, saved: dict[tuple[str, str], Path]) -> bytes:
    """The bytes of a good workbook in one of the formats."""
    return saved["texts", request.param].read_bytes()


def damaged(good: bytes) -> Iterator[bytes]:
    """The file cut off, and with bytes overwritten here and there."""
    luck = random.Random(len(good))  # noqa: S311  # damage, no secret
    for _ in range(60):
        yield good[: luck.randrange(1, len(good))]
        changed = bytearray(good)
        for _ in range(luck.choice((1, 10, 200))):
            changed[luck.randrange(len(good))] = luck.randrange(256)
        yield bytes(changed)
    yield good + b"\0" * 500
    yield good[:8] + bytes(luck.randrange(256) for _ in range(5000))


def test_a_damaged_file_is_read_or_refused(good: bytes, forms: dict[str, Form], tmp_path: Path) -> None:
    """However a file is cut or overwritten, it is read or refused in Indonesian, never anything else."""
    path = tmp_path / "rusak"
    answers = []
    for content_now in damaged(good):
        path.write_bytes(content_now)
        try:
            grid, source = open_received(path, 400, ZONE)
            read_submission(grid, forms["REN"], source, NOW)
        except WorkbookError as problem:
            answers.append(str(problem))
    assert len(answers) > 30
    assert [answer for answer in answers if not (answer.startswith("rusak: ") and answer.endswith("."))] == []


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """A file of over 20 MB is refused with what to do."""
    path = tmp_path / "besar.xlsx"
    with path.open("wb") as stream:
        stream.truncate(MAX_FILE + 1)
    with pytest.raises(WorkbookError, match="lebih dari 20 MB"):
        open_received(path, 400, ZONE)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    """What is not there, or is a folder, is refused by name."""
    with pytest.raises(WorkbookError, match=r"tidak-ada\.xlsx tidak ditemukan"):
        open_received(tmp_path / "tidak-ada.xlsx", 400, ZONE)
    with pytest.raises(WorkbookError, match="tidak dapat dibuka"):
        open_received(tmp_path, 400, ZONE)


@pytest.mark.parametrize("name", ["xl/workbook.xml", "content.xml"])
def test_a_zip_bomb_is_refused_unopened(tmp_path: Path, name: str) -> None:
    """A package that would unpack to more than 100 MB is refused before anything is unpacked."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        if name == "content.xml":
            package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(name, b"\0" * 101_000_000)
    path = tmp_path / "bom.xlsx"
    path.write_bytes(stream.getvalue())
    assert len(stream.getvalue()) < 1_000_000
    with pytest.raises(WorkbookError, match="lebih dari 100 MB bila dibuka"):
        open_received(path, 400, ZONE)


def test_a_length_of_time_never_stops_the_reading(forms: dict[str, Form], tmp_path: Path) -> None:
    """A duration in a workbook saved by Excel is read as a date, which the check then asks about."""
    given_out: HandedOut = hand_out(tmp_path, replace(forms["REN"]))
    edit(given_out.path, put("REN-04", timedelta(hours=36), "[h]:mm"))
    entry = next(entry for entry in given_out.submission().entries if entry.code == "REN-04")
    assert entry.reading is Reading.DATE
