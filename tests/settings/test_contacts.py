"""contacts.csv: e-mail addresses and WhatsApp numbers in all usual spellings, none of them ever repeated in a message."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync import settings
from sheets_sync.errors import OfficeError
from sheets_sync.model import Contact
from sheets_sync.settings.reaching import whatsapp_number

HEAD = "unit,surel,jenis,whatsapp\n"


def contacts_of(folder: Path, content: str, *, given: str = "") -> tuple[Contact, ...] | None:
    if content:
        (folder / "office" / "contacts.csv").write_text(content, "utf-8")
    return settings.load(folder, given)[0].contacts


def mistakes_of(folder: Path, content: str, *, given: str = "") -> list[str]:
    with pytest.raises(OfficeError) as found:
        contacts_of(folder, content, given=given)
    return [str(mistake) for mistake in found.value.mistakes]


# --- numbers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "0812-3456-7890", "+62 812 3456 7890", "6281234567890", "62812-3456-7890", "(0812) 3456.7890", "81234567890",
        "+62 (0)812 3456 7890", "0062 812 3456 7890", "'081234567890", "+62\u00a0812\u20113456\u20117890", "0812.3456.7890",
        "620812 34567890",
    ],
)  # fmt: skip
def test_one_number_in_its_usual_spellings(typed: str) -> None:
    """All of them are the same digits."""
    assert whatsapp_number(typed) == "6281234567890"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("8,12346E+11", "pangkat"),
        ("8.12346E+11", "pangkat"),
        ("6,28123E+12", "pangkat"),
        ("021-555-0123", "kantor atau rumah"),
        ("(0461) 21001", "kantor atau rumah"),
        ("+62 21 555 0123", "kantor atau rumah"),
        ("0812 345", "10 sampai 13 angka"),
        ("0812 3456 7890 123", "10 sampai 13 angka"),
        ("+65 8123 4567", "bukan nomor ponsel Indonesia"),
        ("0812-3456-7890/0813-3456-7890", "satu nomor tiap baris"),
        ("0812-3456-7890, 0813-3456-7890", "satu nomor tiap baris"),
        ("81234567890.0", "satu nomor"),
        ("pak camat", "satu nomor"),
        ("٠٨١٢٣٤٥٦٧٨٩٠", "satu nomor"),
    ],
)
def test_what_is_no_number_for_whatsapp(typed: str, words: str) -> None:
    """Refused with the reason; the number itself is not repeated, however much of it there was."""
    with pytest.raises(ValueError, match=re.escape(words)) as refused:
        whatsapp_number(typed)
    assert not set(re.findall(r"\d{3,}", typed)) & set(re.findall(r"\d{3,}", str(refused.value)))


@given(
    rest=st.from_regex(r"[1-9][0-9]{7,10}", fullmatch=True),
    lead=st.sampled_from(["0", "+62", "62", "+62 ", "", "+62 (0)", "0062", "'0", "(0"]),
    marks=st.lists(st.sampled_from(["", "", " ", "-", ".", " - "]), min_size=12, max_size=12),
)
def test_any_mobile_number_however_it_is_grouped(rest: str, lead: str, marks: list[str]) -> None:
    """Blanks, hyphens and points may stand anywhere but in the last digits, where a point is a decimal's."""
    bare = f"8{rest}"
    grouped = "".join(digit + mark for digit, mark in zip(bare[:-3], marks, strict=False)) + bare[-3:]
    closing = ")" if lead.startswith("(") else ""
    assert whatsapp_number(f"{lead}{grouped[:1]}{closing}{grouped[1:]}") == f"62{bare}"


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    """Never anything else than digits that WhatsApp can take."""
    try:
        assert re.fullmatch(r"628[1-9][0-9]{7,10}", whatsapp_number(text))
    except ValueError as refused:
        assert refused.args  # noqa: PT017  # either way is right


# --- rows -------------------------------------------------------------------------------------------------------


def test_units_and_roles_by_mail_by_whatsapp_or_both(office_folder: Path) -> None:
    """Several rows a unit; a role however it is capitalised; the address may be empty where a number stands."""
    rows = (
        "PEM,pem@contoh.example,orang,0812-3456-7890\nPEM,,,0813 3456 7890\npmd,pmd@contoh.example,grup,\n"
        "Camat,,,+62 814 3456 7890\nkasubag_evlap,evlap@contoh.example,,\n"
    )
    assert contacts_of(office_folder, HEAD + rows) == (
        Contact("PEM", "pem@contoh.example", whatsapp="6281234567890"),
        Contact("PEM", whatsapp="6281334567890"),
        Contact("PMD", "pmd@contoh.example", group=True),
        Contact("camat", whatsapp="6281434567890"),
        Contact("kasubag_evlap", "evlap@contoh.example"),
    )


def test_the_column_whatsapp_may_lack(office_folder: Path) -> None:
    """A file of earlier stays good."""
    assert contacts_of(office_folder, "unit,surel,jenis\nPEM,pem@contoh.example,orang\n") == (
        Contact("PEM", "pem@contoh.example"),
    )


def test_every_mistake_at_once_and_no_address_in_any(office_folder: Path) -> None:
    """Line by line; swapped columns do not bring an address or a number into the message."""
    rows = (
        "PEM,,orang,\n"
        "PEM,pem@contoh,orang,081234567890\n"
        "pem@contoh.example,PEM,orang,\n"
        "PEM,,pem@contoh.example,081234567895\n"
        "XYZ,,,081234567891\n"
        "PMD,pmd@contoh.example,,081234567892\n"
        "PMD,PMD@contoh.example,,0812 3456 7892\n"
        "bupati,,,081234567893\n"
        'PEM,,,"8,12346E+11"\n'
    )  # fmt: skip
    found = mistakes_of(office_folder, HEAD + rows)
    assert [(int(re.findall(r"baris (\d+)", text)[0]), text.split(": ", 1)[1][:30]) for text in found] == [
        (2, "isi 'surel', 'whatsapp', atau "),
        (3, "'surel': bukan satu alamat sur"),
        (4, "'surel': bukan satu alamat sur"),
        (4, "'unit': bukan kode unit di uni"),
        (5, "'jenis': isinya tidak dikenal;"),
        (6, "unit 'XYZ' tidak ada di units."),
        (8, "alamat ini sudah ada di baris "),
        (8, "nomor ini sudah ada di baris 7"),
        (9, "unit 'BUPATI' tidak ada di uni"),
        (10, "'whatsapp': nomor ini sudah di"),
    ]
    assert not re.search(r"contoh\.example|pem@|pmd@|8123|12346", "\n".join(found))


def test_a_file_without_its_headings_does_not_show_what_stands_there(office_folder: Path) -> None:
    """The first row is then taken for headings: its address and number are told by their place."""
    found = "\n".join(mistakes_of(office_folder, "PEM,pem@contoh.example,orang,081234567890\n"))
    assert "kolom ke-2 tidak dikenal" in found
    assert "kolom ke-4 tidak dikenal" in found
    assert "contoh.example" not in found
    assert "0812" not in found


def test_the_same_content_may_be_given_otherwise(office_folder: Path) -> None:
    """A secret of CI stands in for the file; the file wins; with neither this machine has no contacts at all."""
    assert contacts_of(office_folder, "") is None
    assert contacts_of(office_folder, "", given=f"{HEAD}PEM,,,081234567890\n") == (
        Contact("PEM", whatsapp="6281234567890"),
    )
    (mistake,) = mistakes_of(office_folder, "", given=f"{HEAD}PEM,,,021 5550123\n")
    assert mistake.startswith("SHEETS_SYNC_CONTACTS baris 2: 'whatsapp': ini nomor telepon kantor")
    file = f"{HEAD}PMD,,,081234567899\n"
    assert contacts_of(office_folder, file, given=f"{HEAD}PEM,,,081234567890\n") == (
        Contact("PMD", whatsapp="6281234567899"),
    )


def test_a_contact_shows_neither_address_nor_number() -> None:
    """Not in a traceback, and not in a test's output."""
    shown = repr(Contact("PEM", "pem@contoh.example", whatsapp="6281234567890"))
    assert shown == "Contact(unit='PEM', group=False)"
