"""The register of papers: what is asked for, what is there, and the codes that papers carry."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.model import Office
from sheets_sync.records import Paper, Signed
from sheets_sync.register import LETTERS, code_for, completeness, mark_of, read_code, replaced_by, wanted
from tests.conftest import TW3


def test_what_the_sop_asks_for(office: Office) -> None:
    """Sixteen papers of seven units: nine for the kecamatan, and a rekap for each unit."""
    found = wanted(office.procedure.steps, office.units_in(TW3), ())
    assert [(item.step, item.kind) for item in found if not item.unit] == [
        (1, "lembar disposisi"), (2, "nota dinas"), (3, "format data kinerja"), (4, "undangan"), (4, "daftar hadir"),
        (4, "notula"), (7, "berita acara validasi"), (8, "tanda terima"), (9, "rekap kecamatan"),
    ]  # fmt: skip
    assert [item.unit for item in found if item.unit] == ["REN", "UMUM", "PEM", "PMD", "TRANTIB", "KESOS", "YANUM"]
    assert completeness(found).words == "softcopy 0 dari 16, bertanda tangan 0 dari 16, hardcopy 0 dari 16"


def test_files_signatures_and_prints_are_counted_apart(office: Office) -> None:
    """A file is no signature, and a print in the cupboard is no file; one paper asked for counts once."""
    papers = (
        Paper("a", 1, "Lembar Disposisi", file="x.docx", data_mark="m"),
        Paper("b", 1, "lembar disposisi", file="x.pdf", signed=Signed.WET),
        Paper("c", 2, "nota dinas", hardcopy=True, kept_at="map 3"),
        Paper("d", 6, "rekap unit", unit="PEM", file="y.docx"),
        Paper("e", 4, "foto rapat", file="z.jpg"),  # nobody asked for it
        Paper("f", 7, "nota dinas", file="q.pdf"),  # of another step
    )
    found = completeness(wanted(office.procedure.steps, office.units_in(TW3), papers))
    assert (found.soft, found.signed, found.hard, found.of) == (2, 1, 1, 16)


def test_a_step_that_asks_for_nothing_says_so(office: Office) -> None:
    """Step 5 leaves its data in the archive; no paper is missing there."""
    steps = tuple(step for step in office.procedure.steps if step.number == 5)
    assert completeness(wanted(steps, office.units_in(TW3), ())).words == "tidak ada naskah yang diminta"


def test_the_newest_made_paper_replaces_the_others() -> None:
    """Only papers that we made replace each other, and only of one kind, step and unit."""
    old, new = Paper("a", 6, "rekap unit", "PEM", data_mark="1"), Paper("b", 6, "rekap unit", "PEM", data_mark="2")
    other = Paper("c", 6, "rekap unit", "PMD", data_mark="3")
    scan = Paper("d", 6, "rekap unit", "PEM", dated=date(2026, 10, 9))
    papers = (old, new, other, scan)
    assert [replaced_by(papers, paper) for paper in papers] == [new, None, None, None]


def test_a_code_is_short_and_cannot_be_misread() -> None:
    """Eight letters and figures, none of which looks like another; the same seed gives the same code anywhere."""
    code = code_for(("nota dinas", "2026-TW3", "", "ab12"))
    assert code == code_for(("nota dinas", "2026-TW3", "", "ab12"))
    assert len(code) == 9
    assert code[4] == "-"
    assert not set("0O1IL5S2Z8BG") & set(LETTERS)
    assert set(code) <= {*LETTERS, "-"}


def test_a_taken_code_is_not_given_twice() -> None:
    """Each further paper with the same seed gets a code of its own."""
    codes: list[str] = []
    for _ in range(20):
        codes.append(code_for(("a",), codes))
    assert len(set(codes)) == 20


@given(
    st.lists(st.sampled_from(LETTERS), min_size=8, max_size=8),
    st.lists(st.sampled_from(" -_."), min_size=8, max_size=8),
)
def test_a_code_is_read_however_it_was_typed(letters: list[str], between: list[str]) -> None:
    """Small letters, spaces and hyphens do not matter."""
    typed = "".join(a + b for a, b in zip(letters, between, strict=True)).lower()
    assert read_code(typed) == f"{''.join(letters[:4])}-{''.join(letters[4:])}"


@given(st.text(string.printable, max_size=20))
def test_what_is_no_code_is_none(typed: str) -> None:
    """Anything else is no code: never a guess at one."""
    code = read_code(typed)
    assert code == "" or (len(code) == 9 and set(code) <= {*LETTERS, "-"})


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=4))
def test_the_mark_tells_data_apart(values: Mapping[str, str]) -> None:
    """The order of values does not matter; any other value gives another mark."""
    assert mark_of(values) == mark_of(dict(sorted(values.items(), reverse=True)))
    assert mark_of(values) != mark_of({**values, "tambahan": "x"})


def test_steps_without_the_keys_ask_for_nothing(office: Office) -> None:
    """An office whose procedure.toml names no papers has none to miss."""
    bare = tuple(replace(step, papers=(), unit_papers=()) for step in office.procedure.steps)
    assert wanted(bare, office.units_in(TW3), ()) == ()
