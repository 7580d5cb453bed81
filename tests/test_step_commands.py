"""`sheets-sync step`: a step recorded at the terminal, as if it had been typed into Kendali."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from sheets_sync.cli import main
from sheets_sync.controlling import findings_of
from sheets_sync.pipeline import Project
from sheets_sync.records import Part, Signed, record_of
from sheets_sync.stepping import Stated, keep_recording, make_recording
from sheets_sync.trail import Kind, Line
from tests.conftest import AFTER_TW3, TW3, MakeProject
from tests.kendali import type_kendali

PHOTO = b"\xff\xd8\xff\xe0 foto disposisi"


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    return make_project()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "IMG-20261001-WA0003.jpg"
    path.write_bytes(PHOTO)
    return path


def record(project: Project, stated: Stated) -> bool:
    """Keep what is stated, in which nothing may be wrong."""
    mistakes: list[str] = []
    recording = make_recording(project, TW3, stated, mistakes)
    assert mistakes == []
    return keep_recording(project, TW3, recording)


def wrong(project: Project, stated: Stated) -> list[str]:
    mistakes: list[str] = []
    make_recording(project, TW3, stated, mistakes)
    return mistakes


def lines(project: Project) -> tuple[Line, ...]:
    """What was recorded of steps."""
    return project.archive.trail.of(TW3, Kind.STEP)


def test_the_disposisi_is_recorded_with_its_photo(project: Project, photo: Path) -> None:
    """On the Camat's behalf: the photo is kept under its hash, the line says who and for whom; names stay out."""
    stated = Stated(1, "Yusuf Hidayat", done=True, end="1-10-2026 09.00", proofs=(photo,))
    assert record(project, stated)
    assert not record(project, stated)
    (line,) = lines(project)
    (paper,) = project.archive.papers(TW3)
    assert (paper.kind, paper.signed, paper.sha256) == ("lembar disposisi", Signed.WET, line.data["sha256"][0])
    assert len(project.archive.trail.of(TW3, Kind.PAPER)) == 1
    (name,) = line.data["proof"]
    assert (line.by, line.data["on_behalf"], line.data["start"]) == ("Sekretaris", "Camat", None)
    assert (project.archive.folder / str(TW3) / "naskah" / name).read_bytes() == PHOTO
    assert line.data["sha256"][0].startswith(name.split("-")[-1].split(".")[0])
    assert "Yusuf" not in str(line.data)


@pytest.mark.parametrize(
    ("part", "kept", "behalf"),
    [
        ("diteruskan", Part.FORWARDED, "Sekretaris"),
        ("dibuat", Part.MADE, "Kasubag Evlap"),
        ("diparaf", Part.INITIALLED, "Sekretaris"),
    ],
)
def test_the_parts_of_step_2(project: Project, part: str, kept: Part, behalf: str) -> None:
    """Each part has its own holder."""
    record(project, Stated(2, "operator", done=True, part=part))
    found = record_of(lines(project)[0])
    assert (found.part, found.on_behalf, found.by) == (kept, behalf, "operator")


def test_a_step_may_have_only_begun(project: Project) -> None:
    record(project, Stated(9, "Kasubag Evlap", start="7-10-2026 08.00"))
    record(project, Stated(9, "kasubag_evlap", done=True, start="7-10-2026 08.00", end="7-10-2026 16.00", worked=300))
    first, last = map(record_of, lines(project))
    assert (first.done, first.end, first.on_behalf) == (False, None, "")
    assert (last.done, last.worked) == (True, 300)


def test_a_meeting_is_done_once_all_is_there(project: Project, tmp_path: Path) -> None:
    """The notula may be a text file; what is missing is named by its option."""
    short = Stated(4, "Kasubag Perencanaan", done=True, place="Aula")
    assert wrong(project, short) == [
        "rapat selesai bila tanggal, tempat, hadir dan notula ada; belum ada: --mulai, --hadir, --notula"
    ]
    notula = tmp_path / "notula.txt"
    notula.write_text("Jadwal pengisian disepakati.\n", "utf-8")
    record(
        project,
        Stated(4, "Kasubag Perencanaan", done=True, start="5-10-2026 09.00", end="5-10-2026 11.00", place="Aula", present=("Ratna; Yusuf", "Dewi"), minutes=str(notula)),
    )  # fmt: skip
    control = project.archive.control(TW3)
    assert control is not None
    assert control.meeting.complete
    assert (control.meeting.present, control.meeting.discussion) == (
        "Ratna\nYusuf\nDewi",
        "Jadwal pengisian disepakati.",
    )


def test_an_untouched_kendali_takes_nothing_back(project: Project, make_project: MakeProject) -> None:
    """What the terminal recorded stays over a pull of Kendali in which nobody typed it."""
    project.create(TW3)
    record(project, Stated(4, "Dewi Anggraini", done=True, start="5-10-2026", place="Aula", present=("Ratna",), minutes="Sepakat."))  # fmt: skip
    type_kendali(project, {"T-01": "1-10-2026"})
    later = make_project(AFTER_TW3 + timedelta(hours=1))
    assert later.pull(TW3).troubles == []
    control = later.archive.control(TW3)
    assert control is not None
    assert control.meeting.place == "Aula"
    assert [line.step for line in lines(later)] == [4, 2]
    assert findings_of(later.archive, TW3) == ()


def test_all_mistakes_are_told_at_once(project: Project, tmp_path: Path) -> None:
    """Who, when, what part, which file: each with what to do."""
    told = wrong(
        project,
        Stated(2, "Budi", done=True, start="9-10-2026", end="kemarin", worked=0, proofs=(tmp_path / "tiada.jpg",), place="Aula"),
    )  # fmt: skip
    for part in (
        "--bagian",
        "Budi: bukan pejabat",
        "belum terjadi",
        "--selesai",
        "--dikerjakan",
        "tiada.jpg",
        "--tempat",
    ):
        assert [text for text in told if part in text] != [], part
    assert "Camat (Camat Batui Selatan)" in " ".join(told)
    assert lines(project) == ()


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        (Stated(5, "operator", done=True), "langkah 5 diketahui program sendiri dari isian unit"),
        (Stated(10, "operator", done=True), "tidak ada dalam SOP; yang ada: 1 sampai 9"),
        (Stated(1, "operator", done=True), "perlu --bukti"),
        (Stated(1, "Kasubag Perencanaan", done=True), "langkah 1 dicatat oleh Camat, atau atas nama Camat"),
        (Stated(9, "operator"), "sebut --done"),
        (Stated(9, "operator", done=True, start="7-10-2026 09.00", end="7-10-2026 08.59"), "mendahului --mulai"),
        (Stated(9, "operator", done=True, on_behalf="Budi"), "--atas-nama Budi: bukan pejabat"),
    ],
)  # fmt: skip
def test_what_cannot_be_recorded(project: Project, stated: Stated, says: str) -> None:
    assert [text for text in wrong(project, stated) if says in text] != []


def test_a_step_is_begun_by_one_command_and_finished_by_another(project: Project) -> None:
    """Its beginning stays recorded, and the end must not lie before it."""
    record(project, Stated(9, "kasubag_evlap", start="7-10-2026 09.00"))
    early = Stated(9, "kasubag_evlap", done=True, end="7-10-2026 08.59")
    assert wrong(project, early) == ["--selesai 7-10-2026 08.59 mendahului mulai yang sudah tercatat; periksa keduanya"]
    record(project, Stated(9, "kasubag_evlap", done=True, end="7-10-2026 10.00"))
    found = record_of(lines(project)[-1])
    assert (str(found.start), found.done) == (str(record_of(lines(project)[0]).start), True)


def test_the_handing_over_names_one_person_in_two_posts(project: Project) -> None:
    record(project, Stated(8, "kasubag_perencanaan", done=True, end="8-10-2026 09.00"))
    found = record_of(lines(project)[0])
    assert (found.given_by, found.received_by, found.same_person) == ("Kasubag Perencanaan", "Kasubag Evlap", True)


def test_the_command_says_recorded_never_signed(
    office_folder: Path, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And tells times that nobody named as not recorded."""
    command = ["step", "1", "--done", "--office", str(office_folder), "--period", "2026-TW3"]
    with pytest.raises(SystemExit) as ended:
        main([*command, "--dicatat-oleh", "operator", "--bukti", str(photo)])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert "dicatat oleh operator atas nama Camat; mulai tidak tercatat, selesai tidak tercatat." in said
    assert "bukan tanda tangan elektronik" in said
    with pytest.raises(SystemExit) as ended:
        main([*command, "--dicatat-oleh", "Budi"])
    assert ended.value.code == 2
    assert "Belum ada yang dicatat" in capsys.readouterr().err
