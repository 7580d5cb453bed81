"""The texts of reminders: polite, whole, and never over a thousand characters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.course import UnitState
from sheets_sync.messages import LONGEST, PLACEHOLDERS, Scene, longest, short, to_group, to_role, to_unit, whatsapp_link
from sheets_sync.model import Office
from sheets_sync.recap import UnitRecap
from sheets_sync.reminders import Due, Rung
from sheets_sync.submission import Finding, Place, Severity
from tests.conftest import TW3
from tests.recaps import recap_of, returned, sent, until, waiting

UNTIL = until(date(2026, 10, 9), date(2026, 10, 14), date(2026, 10, 16))
BEFORE = datetime.fromisoformat("2026-10-08T09:00:00+08:00")
AFTER = datetime.fromisoformat("2026-10-12T09:00:00+08:00")
LINK = "https://docs.google.com/spreadsheets/d/1a2b3c4d5e6f7g8h9i0j1k2l3m4n5o6p7q8r9s0t1u2v"


def must(number: int, short_: str = "wajib diperbaiki: masih kosong; bila nol ketik 0") -> Finding:
    return Finding("K-01", Severity.MUST, "PEM", Place("Isi", f"B{number}", "PEM-01"), "", "", "", short_)


def scene(office: Office, *units: UnitRecap, now: datetime = BEFORE, **words: Any) -> Scene:
    office = replace(office, reminders=replace(office.reminders, **words)) if words else office
    return Scene(office, TW3, UNTIL, recap_of(*units), now)


def unit_text(office: Office, unit: UnitRecap, *findings: Finding, now: datetime = BEFORE, link: str = LINK) -> str:
    return to_unit(scene(office, unit, now=now), Due(unit.code, Rung.ONE_BEFORE, (unit,)), findings, link).text


def test_a_units_message_word_by_word(office: Office) -> None:
    """Yth., one request, what is wrong and where, the deadline with its reason, one link, thanks, a.n. Sekretaris."""
    unit = waiting("PEM", name="Seksi Pemerintahan", head="Kepala Seksi Pemerintahan", filled=3, must=2)
    assert unit_text(office, unit, must(6), must(7, "wajib diperbaiki: maksudnya 4,25? ketik tanpa titik")) == (
        "Yth. Kepala Seksi Pemerintahan\n"
        "Kecamatan Batui Selatan\n\n"
        "Dengan hormat, kami mohon kiranya Saudara mengisi dan mengirimkan data kinerja Triwulan III 2026.\n\n"
        "Terisi 3 dari 4 indikator.\n"
        "Yang wajib diperbaiki:\n"
        "- tab Isi sel B6: masih kosong; bila nol ketik 0\n"
        "- tab Isi sel B7: maksudnya 4,25? ketik tanpa titik\n\n"
        "Batas waktu: Jumat 9 Oktober 2026, yaitu 5 hari kerja sebelum batas kabupaten, Jumat 16 Oktober 2026"
        " (perkiraan: hari kerja ke-12 sesudah triwulan berakhir). "
        "Lembar dikunci sesudah Rabu 14 Oktober 2026.\n"
        f"Lembar Seksi Pemerintahan: {LINK}\n\n"
        "Atas perhatian dan kerja sama Saudara disampaikan terima kasih.\n\n"
        "a.n. Sekretaris"
    )


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        (waiting("PEM"), "Saudara mengisi dan mengirimkan data kinerja Triwulan III 2026."),
        (sent("PEM", must=1), "Saudara memperbaiki catatan wajib pada data kinerja Triwulan III 2026 yang sudah dikirim."),
        (returned("PEM"), "Saudara memperbaiki isian data kinerja Triwulan III 2026 yang dikembalikan, lalu mengirimkannya kembali."),
        (waiting("PEM", state=UnitState.UNREADABLE, trouble="x"), "Lembarnya belum dapat dibaca"),
    ],
    ids=["not sent", "to mend", "returned", "unreadable"],
)  # fmt: skip
def test_the_request_follows_from_the_state(office: Office, unit: UnitRecap, words: str) -> None:
    """One request a message."""
    text = unit_text(office, unit, must(6))
    assert words in text
    assert text.count("kami mohon") == 1


def test_after_the_deadline_the_reason_says_by_how_much(office: Office) -> None:
    """Friday 9 to Monday 12 October is one working day."""
    assert "triwulan berakhir), sudah lewat 1 hari kerja. " in unit_text(office, waiting("PEM"), now=AFTER)


def test_more_catatan_are_counted(office: Office) -> None:
    """Five at most are named; questions and notices are none of them."""
    question = replace(must(99), severity=Severity.ANSWER)
    text = unit_text(office, sent("PEM", must=9), *(must(row) for row in range(6, 15)), question)
    assert [f"sel B{row}:" in text for row in (6, 10, 11)] == [True, True, False]
    assert "- dan 4 catatan lain di tab Periksa" in text
    assert "B99" not in text


def test_the_acting_head_is_addressed_as_such(office: Office) -> None:
    """As the office's list of officials has it on that day."""
    unit = waiting("TRANTIB", head="Kepala Seksi Ketenteraman dan Ketertiban Umum")
    assert unit_text(office, unit).startswith("Yth. Plt. Kepala Seksi Ketenteraman dan Ketertiban Umum\n")


def test_lists_for_the_sekretaris_and_the_camat(office: Office) -> None:
    """Each unit with what it owes."""
    units = (waiting("A"), sent("B", must=2), returned("C"), sent("D"))
    told = scene(office, *units, now=AFTER)
    text = to_role(told, Due("sekretaris", Rung.ONE_AFTER, units[:3])).text
    assert text.startswith("Yth. Sekretaris Kecamatan Batui Selatan\n")
    assert "3 dari 4 unit kerja" in text
    assert "- Seksi A: belum mengirim, terisi 0 dari 4\n- Seksi B: 2 catatan wajib diperbaiki\n- Seksi C: dikembalikan, belum dikirim lagi\n" in text  # fmt: skip
    assert "a.n. Sekretaris" not in text
    text = to_role(told, Due("camat", Rung.THREE_AFTER, units[:3])).text
    assert text.startswith("Yth. Camat Batui Selatan\n")
    assert "a.n. Sekretaris" in text


def test_the_group_hears_counts_and_no_names(office: Office) -> None:
    """Names of late units only where the office says so."""
    units = (waiting("A", name="Seksi Umum"), sent("B"), returned("C"))
    text = to_group(scene(office, *units)).text
    assert "1 dari 3 unit kerja sudah mengirim. Terima kasih" in text
    assert "Bagi 2 unit kerja lainnya" in text
    assert "Seksi" not in text
    text = to_group(scene(office, *units, names_in_group=True)).text
    assert "- Seksi Umum\n- Seksi C\n" in text


def test_where_all_have_sent_the_group_is_only_thanked(office: Office) -> None:
    """No request, and no gap where it stood."""
    text = to_group(scene(office, sent("A"), sent("B"))).text
    assert "2 dari 2 unit kerja sudah mengirim" in text
    assert "lainnya" not in text
    assert "\n\n\n" not in text


def test_who_signs_is_the_offices_choice(office: Office) -> None:
    """office.toml [pengingat] atas_nama."""
    unit = waiting("PEM")
    told = scene(office, unit, on_behalf="Camat")
    assert to_unit(told, Due("PEM", Rung.ONE_BEFORE, (unit,)), (), LINK).text.endswith("a.n. Camat")


@given(
    name=st.text(min_size=1, max_size=500), head=st.text(min_size=1, max_size=500), kantor=st.text(max_size=500),
    shorts=st.lists(st.text(max_size=300), max_size=60), late=st.booleans(),
    state=st.sampled_from([UnitState.EMPTY, UnitState.RETURNED, UnitState.UNREADABLE, UnitState.SENT]),
)  # fmt: skip
@settings(deadline=None)  # the first example loads the calendar
def test_a_units_message_is_short_and_keeps_what_matters(
    office: Office, name: str, head: str, kantor: str, shorts: list[str], late: bool, state: UnitState
) -> None:
    """Whatever the names and however many the catatan: the link, the deadline and the closing stand whole."""
    unit = replace(sent("PEM") if state is UnitState.SENT else waiting("PEM"), name=name, head=head, state=state)
    findings = [must(row, text) for row, text in enumerate(shorts, 6)]
    text = unit_text(replace(office, name=kantor), unit, *findings, now=AFTER if late else BEFORE)
    assert len(text) <= LONGEST
    assert LINK in text
    assert "Batas waktu: Jumat 9 Oktober 2026, yaitu 5 hari kerja sebelum batas kabupaten" in text
    assert text.endswith("disampaikan terima kasih.\n\na.n. Sekretaris")


@given(names=st.lists(st.text(min_size=1, max_size=500), min_size=1, max_size=40), role=st.sampled_from(["sekretaris", "camat"]))  # fmt: skip
@settings(deadline=None)
def test_lists_are_short_too(office: Office, names: list[str], role: str) -> None:
    """The Sekretaris's, the Camat's and the group's, and each says how many it leaves out."""
    units = tuple(waiting(f"U{number}", name=name, must=99) for number, name in enumerate(names))
    told = scene(office, *units, now=AFTER, names_in_group=True)
    rung = Rung.ONE_AFTER if role == "sekretaris" else Rung.THREE_AFTER
    for text in (to_role(told, Due(role, rung, units)).text, to_group(told).text):
        assert len(text) <= LONGEST
        assert "terima kasih." in text
        listed = text.count("\n- ")
        if len(units) > 10:
            assert f"dan {len(units) - listed + 1} unit kerja lain" in text or f"{len(units)} unit kerja; " in text


def test_the_longest_text_of_our_templates_fits(office: Office) -> None:
    """Every placeholder at its full room: the guarantee that nothing must be cut."""
    words = office.reminders
    texts = {"unit": words.unit, "secretary": words.secretary, "camat": words.camat, "group": words.group}
    assert texts.keys() == PLACEHOLDERS.keys()
    assert [name for name, text in texts.items() if longest(text, name) > LONGEST] == []


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_a_whatsapp_link_carries_the_text_whole(text: str) -> None:
    """Percent-encoded throughout, a new line as %0A."""
    link = whatsapp_link("6281234567890", text)
    assert link.isascii()
    assert not set(link) & set(' \n"<>&')
    parts = urlsplit(link)
    assert (parts.netloc, parts.path) == ("wa.me", "/6281234567890")
    assert parse_qs(parts.query, keep_blank_values=True)["text"] == [text]


def test_a_whatsapp_link_by_hand() -> None:
    """As WhatsApp's own help spells it."""
    assert whatsapp_link("62811", "Yth. A&B\n50 %") == "https://wa.me/62811?text=Yth.%20A%26B%0A50%20%25"


def test_what_hides_or_turns_text_is_dropped() -> None:
    """A name cannot break the lines of a message or turn its direction."""
    assert short("Seksi\u202e \n Umum\x00", 60) == "Seksi Umum"
    assert short("Kepala Seksi, Umum", 14) == "Kepala Seksi…"
