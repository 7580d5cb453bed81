"""Filling a Word template: what was typed stays text, and a broken template is told about in one sentence."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.errors import UsageError
from sheets_sync.papers.plain import LONGEST
from sheets_sync.papers.word import PAPER_SIZES, fill_template
from tests.papers.office import words

AT = datetime.fromisoformat("2026-10-08T00:00:00+08:00")
NEEDED = "{{ kode_naskah }} {{ data_contoh }} {{ keterangan }}"
VALUES = {
    "kode_naskah": "7K3M-9QXA",
    "data_contoh": "",
    "keterangan": "k",
    "isi": "",
    "baris": [{"nama": "a"}, {"nama": "b"}],
}
DOCUMENTS = Path(__file__).parents[2] / "templates" / "documents"


def template(*lines: str, needed: str = NEEDED) -> bytes:
    """A Word file with these paragraphs, and what every template must show in its footer."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.sections[0].footer.paragraphs[0].text = needed
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def filled(content: bytes, paper: str = "F4", **values: object) -> bytes:
    return fill_template(content, "nota-dinas.docx", VALUES | values, paper, AT, "Nota dinas", "Kecamatan")


def refused(content: bytes) -> str:
    """What is said of the template."""
    with pytest.raises(UsageError) as problem:
        filled(content)
    return str(problem.value)


@pytest.mark.parametrize(
    "typed",
    [
        "{{ 7*7 }}",
        "{% for x in y %}",
        "{# hilang #}",
        "{_{ isi }_}",
        "{_% if %_}",
        "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
        "A & B < C > D \"E\" 'F'",
        "</w:t></w:r></w:p>",
        "&amp; &#65; &lt;",
        "]]> <![CDATA[",
        "Kepala Seksi “PMD” – 87,5 %",
        "{{ isi.__class__.__mro__ }}",
    ],
)
def test_what_people_type_is_text(typed: str) -> None:
    """Nothing of it is computed, and nothing of it becomes Word's own markup."""
    assert f"[{typed}]" in words(filled(template("[{{ isi }}]"), isi=typed)).splitlines()


def test_lines_stay_lines_and_control_characters_go() -> None:
    """A line break is one; what XML refuses becomes a blank, so that the file opens."""
    made = words(filled(template("[{{ isi }}]"), isi="satu\r\ndua\rtiga\tx\x00\x07\x0c\x1b\ufffe\ud800!"))
    assert "[satu\ndua\ntiga x      !]" in made


def test_what_nobody_sees_cannot_turn_a_paper_round() -> None:
    """Marks of direction and characters without width go: `100\u202e%` prints as it would without them."""
    made = words(filled(template("[{{ isi }}]"), isi="\u202edi\u200bba\u00adca\u200f \u2066urut\u2069\ufeff 😀"))
    assert "[dibaca urut 😀]" in made


def test_long_texts_stay_whole_up_to_a_limit() -> None:
    """Ten thousand characters are printed; what goes beyond is said to be cut."""
    whole, longer = "a" * LONGEST, "b" * (LONGEST + 1)
    assert whole in words(filled(template("{{ isi }}"), isi=whole))
    assert f"{'b' * LONGEST} … (dipotong)" in words(filled(template("{{ isi }}"), isi=longer))


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_a_file_that_opens(typed: str) -> None:
    """Whatever is typed, the paper opens and shows each of its visible words."""
    made = words(filled(template("[{{ isi }}]"), isi=typed))
    assert all(word in made for word in re.findall(r"[^\W\d_]+", typed, re.ASCII))


def test_the_same_arguments_give_the_same_bytes() -> None:
    """Nothing of the day or the machine gets into the file."""
    content = (DOCUMENTS / "nota-dinas.docx").read_bytes()
    fields = dict.fromkeys(
        ("kop_pemerintah", "kop_kantor", "kop_alamat", "nomor", "kepada", "dari", "tembusan", "tanggal", "sifat", "lampiran",
         "triwulan", "bulan", "tepat_waktu", "alasan_tepat_waktu", "dikunci", "alasan_dikunci", "data_per", "sidik_data"), "x"
    )  # fmt: skip
    values: dict[str, object] = {**fields, "unit_kerja": [], "paraf": [], "ttd": {"jabatan": "", "nama": "", "nip": ""}}
    assert fill_template(content, "n.docx", VALUES | values, "F4", AT, "t", "k") == fill_template(
        content, "n.docx", VALUES | values, "F4", AT, "t", "k"
    )


@pytest.mark.parametrize("paper", list(PAPER_SIZES))
def test_the_office_decides_on_the_size(paper: str) -> None:
    """F4 is 12240 x 18720 twips, A4 11906 x 16838; the binder's margin stays."""
    section = Document(BytesIO(filled(template("x"), paper))).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (section.page_width.twips, section.page_height.twips) == PAPER_SIZES[paper]


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.docx")), ids=lambda path: path.name)
def test_our_templates_leave_three_centimetres_for_the_binder(path: Path) -> None:
    """Each is made for F4, with 3 cm at the left."""
    section = Document(str(path)).sections[0]
    assert section.page_width is not None
    assert section.left_margin is not None
    assert (section.page_width.twips, round(section.left_margin.cm, 1)) == (12240, 3.0)


def test_every_misspelt_field_is_named_at_once() -> None:
    """With the likeliest one where there is one, else all that there are."""
    said = refused(template("{{ isii }} {{ zzz }}"))
    assert said.startswith("templates/documents/nota-dinas.docx: ")
    assert "{{ isii }} tidak dikenal, mungkin maksudnya {{ isi }}" in said
    assert "{{ zzz }} tidak dikenal; pilihannya: baris, data_contoh, isi, keterangan, kode_naskah" in said


def test_a_field_that_must_not_lack_is_missed() -> None:
    """Without its code nobody could check the paper; without the mark DATA CONTOH it would mislead."""
    said = refused(template("{{ isi }}", needed="{{ keterangan }}"))
    assert "{{ kode_naskah }} tidak ada lagi" in said
    assert "{{ data_contoh }} tidak ada lagi" in said


@pytest.mark.parametrize(
    ("line", "words_of"),
    [
        ("{{ isi ", "tidak lengkap atau salah tulis"),
        ("{% if isi %}", "salah tulis ({% if %} belum ditutup dengan {% endif %})."),
        ("{% endfor %}", "salah tulis ({% endfor %} tanpa pembukanya)."),
        ("{% untuk isi %}", "salah tulis (perintah {% untuk %} tidak dikenal)."),
        ("{{ isi } lagi", "salah tulis (tanda '}' tidak pada tempatnya)."),
        ("{{ isi isi }}", "salah tulis (tanda penutup kurang di depan 'isi')."),
        ("{% for %}{% endfor %}", "salah tulis (pesan Jinja: "),
        ("{% for b in baris %}{{ b.namma }}{% endfor %}", "isian 'namma' tidak dikenal"),
        ("{{ isi.__class__.__mro__ }}", "tidak dapat dijalankan"),
        ("{{ isi + 1 }}", "tidak dapat dikerjakan"),
        ("{{ range(999999999)|list }}", "tidak dapat dikerjakan"),
        ("{{ 1/0 }}", "tidak dapat dikerjakan"),
    ],
)
def test_a_broken_template_is_told_about(line: str, words_of: str) -> None:
    """One Indonesian sentence with the file; never a traceback."""
    said = refused(template("awal", line))
    assert said.startswith("templates/documents/nota-dinas.docx: ")
    assert words_of in said


@pytest.mark.parametrize("content", [b"", b"bukan zip", template("x")[:400]], ids=["empty", "text", "cut"])
def test_what_is_no_word_file_is_told_about(content: bytes) -> None:
    """An old .doc renamed, or a file cut off in copying."""
    assert "bukan berkas Word (.docx) yang utuh" in refused(content)
