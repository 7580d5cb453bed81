"""What Kasubag types for a unit reads as if it stood in the cells of the unit's own workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.form import Form
from sheets_sync.model import Role
from sheets_sync.pipeline import Project
from sheets_sync.reading import read_submission
from sheets_sync.sending import make_sending
from sheets_sync.stores.received import Received
from sheets_sync.submission import Channel, Entry, Reading, Source, Submission, TimeBasis
from sheets_sync.typing_in import Typed, as_grid, keep_typed, parse_typed, take_proof, typed_for
from sheets_sync.units import find_unit
from sheets_sync.workbook import make_workbook
from tests.conftest import TW3, MakeProject
from tests.edits import NOW, hand_out
from tests.play import fill, on_target
from tests.rules.sheets import FILE

PHOTO = b"\xff\xd8\xff\xe0 foto"
Type = Callable[..., Submission]


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    made = make_project()
    made.create(TW3)
    return made


@pytest.fixture
def type_in(project: Project, tmp_path: Path) -> Type:
    """Types for a unit, keeps it, and gives what is archived."""
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(PHOTO)

    def make(unit: str = "PEM", **what: dict[str, str]) -> Submission:
        form = project.archive.forms.get(TW3, unit)
        mistakes: list[str] = []
        proof = take_proof(project, photo, mistakes)
        sending = make_sending(project, Role.PLANNING, "", "", mistakes)
        assert mistakes == []
        assert form
        assert proof
        came = typed_for(project, find_unit(project, TW3, unit), form, Typed(**what), proof, sending)
        keep_typed(project, came)
        found = project.archive.submissions.get(TW3, unit)
        assert found is not None
        return found

    return make


def entry(submission: Submission, code: str) -> Entry:
    return next(item for item in (*submission.entries, *submission.budget) if item.code == code)


def test_an_untouched_plan_reads_as_the_workbook(forms: dict[str, Form], tmp_path: Path) -> None:
    """The planned workbook as a grid gives the very submission that the made file gives."""
    form = forms["REN"]
    made = hand_out(tmp_path, form).submission()
    planned = read_submission(as_grid(make_workbook(form)), form, FILE, NOW)
    assert planned.same_content(made)


def test_typed_texts_are_read_like_cells(type_in: Type) -> None:
    """Numbers, percents, predicates, words and two-way spellings read as they would in the workbook."""
    found = type_in(
        "REN",
        figures={"REN-01": "72,5", "REN-02": "bb", "REN-04": "4.250", "REN-05": "97,5 %", "7.01.01": "Rp1.500.000"},
        notes={"REN-01": "kertas: LHE, map 3"},
    )
    assert (entry(found, "REN-01").reading, entry(found, "REN-01").value) == (Reading.NUMBER, Decimal("72.5"))
    assert entry(found, "REN-01").note == "kertas: LHE, map 3"
    assert entry(found, "REN-02").reading is Reading.PREDICATE
    assert entry(found, "REN-04").reading is Reading.AMBIGUOUS
    assert entry(found, "REN-05").value == Decimal("97.5")
    assert entry(found, "7.01.01").value == Decimal(1_500_000)
    assert entry(found, "REN-03").reading is Reading.EMPTY


def test_it_is_marked_as_typed_for_the_unit(project: Project, type_in: Type) -> None:
    """It counts as sent now, by whom and for whom is kept, with the photo."""
    found = type_in(figures={"PEM-01": "77,5"})
    assert (found.channel, found.sent, found.basis, found.first_sent) == (
        Channel.TYPED, True, TimeBasis.ACCEPTED, project.now,
    )  # fmt: skip
    assert found.typed_by == "Kepala Subbagian Perencanaan dan Keuangan"
    assert found.on_behalf == "Kepala Seksi Pemerintahan"
    assert found.tick.note == f"diinput oleh {found.typed_by} atas nama {found.on_behalf}"
    assert (project.archive.folder / "2026-TW3" / "diterima" / found.proof).read_bytes() == PHOTO


def test_what_is_not_typed_stands(project: Project, type_in: Type) -> None:
    """Over a workbook that was pulled, only what is typed changes, in the cell where the workbook has it."""
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM"), notes={"PEM-05": "kertas: agenda, lemari 2"})
    project.pull(TW3)
    old = project.archive.submissions.get(TW3, "PEM")
    assert old
    found = type_in(figures={"PEM-01": "77,5"}, notes={"PEM-05": ""})
    assert entry(found, "PEM-01") == replace(entry(old, "PEM-01"), typed="77,5", value=Decimal("77.5"))
    assert entry(found, "PEM-05") == replace(entry(old, "PEM-05"), note="")
    assert entry(found, "PEM-06") == entry(old, "PEM-06")
    assert found.first_sent == old.first_sent


def test_an_emptied_figure_is_empty(type_in: Type) -> None:
    """What was typed before can be emptied again."""
    type_in(figures={"PEM-01": "77,5"})
    assert entry(type_in(figures={"PEM-01": ""}), "PEM-01").reading is Reading.EMPTY


def test_obstacles_and_actions_are_typed_too(type_in: Type) -> None:
    """Faktor penghambat and tindak lanjut stand where the tab Kendala would have them."""
    found = type_in(figures={"PEM-01": "10"}, obstacles={"PEM-01": "banjir"}, actions={"PEM-01": "dijadwalkan ulang"})
    cause = next(item for item in found.causes if item.code == "PEM-01")
    assert (cause.typed, cause.note) == ("banjir", "dijadwalkan ulang")


def test_it_stands_at_the_next_pull(project: Project, type_in: Type) -> None:
    """A pull of the unit's own workbook, blank or as it was before, leaves what was typed."""
    fill(project, TW3, "PMD", on_target(project, TW3, "PMD"))
    project.pull(TW3)
    typed = {unit: type_in(unit, figures={f"{unit}-01": "77,5"}) for unit in ("PEM", "PMD")}
    project.now += timedelta(hours=1)
    assert project.pull(TW3).troubles == []
    for unit, before in typed.items():
        found = project.archive.submissions.get(TW3, unit)
        assert found
        assert (found.channel, found.entries) == (Channel.TYPED, before.entries)


# --- what cannot be meant ------------------------------------------------------------------------------------


def test_every_mistake_is_told(project: Project) -> None:
    """Unknown codes, another unit's, doubled ones and shapeless texts are each named with what to do."""
    form = project.archive.forms.get(TW3, "PEM")
    assert form
    mistakes: list[str] = []
    given_options = {
        "--isi": ["PEM-01=77,5", "pem-01=3", "PEM-99=1", "REN-01=3", "tanpa tanda"],
        "--keterangan": ["PEM-05=kosong"],
        "--hambatan": ["PEM-07=x"],
    }
    typed = parse_typed(project, form, given_options, mistakes)
    assert (typed.figures, typed.notes) == ({"PEM-01": "77,5"}, {"PEM-05": ""})
    assert len(mistakes) == 4 + ("PEM-07" not in {row.code for row in form.assessable})
    for words in (
        "disebut dua kali",
        "tidak ada pada format unit ini",
        "itu indikator unit REN",
        "tulis sebagai KODE=ISI",
    ):
        assert sum(words in mistake for mistake in mistakes) >= 1


@pytest.mark.parametrize(
    ("content", "good"),
    [
        (PHOTO, True),
        (b"%PDF-1.4", True),
        (b"\x89PNG\r\n\x1a\n.", True),
        (b"GIF89a", False),
        (b"teks", False),
        (b"", False),
    ],
)
def test_the_proof_is_a_photo_or_pdf_by_content(project: Project, tmp_path: Path, content: bytes, good: bool) -> None:
    """A photo or PDF is known by its content, whatever its name; anything else is a mistake."""
    path = tmp_path / "bukti.jpg"
    path.write_bytes(content)
    mistakes: list[str] = []
    assert (take_proof(project, path, mistakes) is not None, not mistakes) == (good, good)


@given(text=st.text(max_size=30))
def test_any_text_is_read(forms: dict[str, Form], office: object, text: str) -> None:
    """Whatever is typed gives an entry, never an exception."""
    from sheets_sync.typing_in import _filled  # noqa: PLC0415  # the grid alone, without an office folder

    grid = _filled(forms["PEM"], Typed({"PEM-01": text}, {"PEM-01": text}), "diinput oleh A atas nama B")
    found = read_submission(grid, forms["PEM"], Source("x", "0", NOW), NOW)
    assert found.sent
    assert isinstance(entry(found, "PEM-01").reading, Reading)


def test_received_is_a_plain_value(tmp_path: Path, project: Project) -> None:
    """A proof carries its own bytes, read once."""
    path = tmp_path / "a.jpg"
    path.write_bytes(PHOTO)
    proof = take_proof(project, path, [])
    path.unlink()
    assert isinstance(proof, Received)
    assert proof.content == PHOTO
