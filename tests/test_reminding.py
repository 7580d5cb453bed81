"""Reminding as an office meets it: a private page for the phone, mail by its own server, and a trail that names roles."""

from __future__ import annotations

import html
import logging
import os
import re
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from sheets_sync.archive import Held
from sheets_sync.errors import UsageError
from sheets_sync.mail import Postman, Server
from sheets_sync.pipeline import Project
from sheets_sync.remind_commands import remind_now
from sheets_sync.reminding import FOLDER, messages_due
from sheets_sync.trail import Kind
from sheets_sync.worktime import WorkTime
from tests.conftest import AFTER_TW3, TW3, lay_out_office
from tests.mail_server import PASSWORD, SENDER, USER, MailServer, mail_server
from tests.play import fill, on_target

ROOT = Path(__file__).resolve().parent.parent
# Batui Selatan's deadline of Triwulan III is Friday 9 October 2026, five working days before the kabupaten's.
H_MINUS_1, H_PLUS_1, H_PLUS_3 = (datetime.fromisoformat(f"2026-10-{day}T10:30:00+08:00") for day in ("08", "12", "14"))
CONTACTS = {  # unit or role: address, number as typed, digits
    "PMD": ("pmd@pengingat.example", "0812-3456-7801", "6281234567801"),
    "KESOS": ("", "+62 812 3456 7802", "6281234567802"),
    "YANUM": ("yanum@pengingat.example", "", ""),
    "PEM": ("pem@pengingat.example", "(0812) 3456.7803", "6281234567803"),
    "sekretaris": ("sekretaris@pengingat.example", "81234567804", "6281234567804"),
    "camat": ("", "6281234567805", "6281234567805"),
}
OWING = ["REN", "UMUM", "PMD", "TRANTIB", "KESOS", "YANUM"]


@pytest.fixture(scope="module")
def recapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """PEM has sent all, PMD what must be mended, KESOS has begun, four units nothing; who can be reached is written."""
    folder = lay_out_office(tmp_path_factory.mktemp("kantor") / "satu")
    project = Project(folder, AFTER_TW3)
    project.create(TW3)
    figures = on_target(project, TW3, "PEM")
    fill(project, TW3, "PEM", figures, notes=dict.fromkeys(figures, "kertas: rekap, map 3"))
    fill(project, TW3, "PMD", {"PMD-01": "4.250", "PMD-02": Decimal(70)})
    fill(project, TW3, "KESOS", {"KESOS-01": Decimal(3)}, sender="")
    for verb in (project.pull, project.validate, project.recap):
        verb(TW3)
    rows = [f"{unit},{address},,{typed}" for unit, (address, typed, _) in CONTACTS.items()]
    (folder / "office" / "contacts.csv").write_text("\n".join(["unit,surel,jenis,whatsapp", *rows]) + "\n", "utf-8")
    return folder


@pytest.fixture
def folder(recapped: Path, tmp_path: Path) -> Path:
    target = tmp_path / "kantor é"
    shutil.copytree(recapped, target)
    return target


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    (tmp_path / "server").mkdir()
    with mail_server(tmp_path / "server") as running:
        yield running


def man(server: MailServer) -> Postman:
    return Postman(Server("127.0.0.1", server.port, False, USER, PASSWORD, SENDER), server.context(), 5)


def remind(
    folder: Path, now: datetime, postman: Postman | None = None, *, dry_run: bool = False, group: bool = False
) -> int:
    """The command at that moment; its exit code."""
    project = Project(folder, now)
    try:
        remind_now(project, TW3, WorkTime.of(project.office).is_open, postman, dry_run=dry_run, group=group)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def trail_of(folder: Path) -> list[tuple[str, str, str, str]]:
    """What the trail says of reminders: to whom, which rung, how, and how far it came."""
    lines = Project(folder, AFTER_TW3).archive.trail.lines(TW3)
    return [
        (line.data["to"], line.data["rung"], line.data["channel"], line.data["state"])
        for line in lines
        if line.kind is Kind.REMINDER
    ]


def pages(folder: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((folder / FOLDER).rglob("index.html"))]


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- for the phone ----------------------------------------------------------------------------------------------


def test_a_page_for_the_phone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A block a unit with its text and a link that opens WhatsApp with it; the same text beside it as a file."""
    assert remind(folder, H_MINUS_1) == 0
    (page,) = pages(folder)
    assert re.findall(r'<section id="(\w+)">', page) == OWING
    links = [urlsplit(html.unescape(link)) for link in re.findall(r'href="(https:[^"]+)"', page)]
    assert [link.path for link in links] == ["/", "/", "/6281234567801", "/", "/6281234567802", "/"]
    texts = [parse_qs(link.query)["text"][0] for link in links]
    (run,) = (folder / FOLDER / str(TW3)).iterdir()
    assert run.name == "2026-10-08_103000"
    assert [(run / f"{unit}.txt").read_text("utf-8").rstrip("\n") for unit in OWING] == texts
    assert "PMD Seksi Pemberdayaan Masyarakat dan Desa 2026-TW3.xlsx" in texts[2]
    assert "- tab Isi sel B6: maksudnya 4,25? ketik tanpa titik" in texts[2]
    out, err = capsys.readouterr()
    assert "Disiapkan untuk WhatsApp: Subbagian Perencanaan dan Keuangan (H-1), " in out
    assert "Nomor WhatsApp belum ada di office/contacts.csv untuk Subbagian Perencanaan dan Keuangan, " in err
    assert trail_of(folder) == [(unit, "H-1", "whatsapp", "disiapkan") for unit in OWING]


def test_the_folder_is_private(folder: Path) -> None:
    """For this user alone, and git leaves it alone in an office that was laid out before there were reminders."""
    (folder / ".gitignore").unlink()
    remind(folder, H_MINUS_1)
    assert stat.S_IMODE((folder / FOLDER).stat().st_mode) == 0o700
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True, timeout=60)
    shown = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=folder, check=True, capture_output=True, text=True, timeout=60
    ).stdout
    assert "office/units.csv" in shown
    assert FOLDER not in shown.replace("templates/pesan", "")


def test_a_dry_run_writes_and_records_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It names who would be reminded."""
    before = tree(folder)
    assert remind(folder, H_PLUS_1, dry_run=True, group=True) == 0
    assert tree(folder) == before
    assert "Sekretaris (H+1), Grup unit kerja." in capsys.readouterr().out


def test_a_second_run_of_the_day_tells_nobody(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And says why; the first page stays."""
    remind(folder, H_MINUS_1, group=True)
    before = tree(folder)
    capsys.readouterr()
    assert remind(folder, H_MINUS_1.replace(hour=14), group=True) == 0
    assert tree(folder) == before
    assert "Hari ini 7 pengingat sudah disiapkan atau dikirim" in capsys.readouterr().out


def test_the_sekretaris_then_the_camat(folder: Path) -> None:
    """H+1 to the units and the Sekretaris, H+3 to the Camat alone."""
    remind(folder, H_PLUS_1)
    remind(folder, H_PLUS_3)
    told = trail_of(folder)
    assert [to for to, rung, *_ in told if rung == "H+1"] == [*OWING, "sekretaris"]
    assert [to for to, rung, *_ in told if rung == "H+3"] == ["camat"]
    assert 'href="https://wa.me/6281234567805?text=Yth.%20Camat%20Batui%20Selatan%0A' in pages(folder)[1]


def test_outside_working_hours_nobody_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On a Saturday, and in the evening."""
    before = tree(folder)
    for moment in ("2026-10-10T10:30:00+08:00", "2026-10-12T19:00:00+08:00"):
        assert remind(folder, datetime.fromisoformat(moment)) == 0
    assert tree(folder) == before
    assert "Di luar jam kerja (Sabtu 10 Oktober 2026 pukul 10.30 WITA)" in capsys.readouterr().out


def test_an_old_pull_is_pointed_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A unit may have sent since."""
    remind(folder, H_PLUS_1)
    assert "Menurut tarikan Kamis 8 Oktober 2026 pukul 10.30 WITA" in capsys.readouterr().err


def test_with_google_the_link_is_the_spreadsheets(folder: Path) -> None:
    """As the journal knows it; nothing is signed in for that."""
    toml = folder / "office" / "office.toml"
    toml.write_text(toml.read_text("utf-8").replace('jenis = "folder"', 'jenis = "google"'), "utf-8")
    project = Project(folder, H_MINUS_1)
    project.archive.held.keep(TW3, "PMD", Held(file="1AbC_dEf-9"))
    found = messages_due(project, TW3, lambda _: True)
    text = next(message.text for message in found if message.recipient == "PMD")
    assert "Lembar Seksi Pemberdayaan Masyarakat dan Desa: https://docs.google.com/spreadsheets/d/1AbC_dEf-9\n" in text


def test_what_must_be_there_first(folder: Path) -> None:
    """A recap, and the office's texts; each missing one is named."""
    project = Project(folder, H_MINUS_1)
    (folder / "templates" / "pesan" / "camat.txt").unlink()
    (folder / "templates" / "pesan" / "halaman.html.j2").unlink()
    with pytest.raises(UsageError, match=r"belum lengkap: camat\.txt, halaman\.html\.j2"):
        messages_due(Project(folder, H_MINUS_1), TW3, lambda _: True)
    with pytest.raises(UsageError, match="belum direkap"):
        messages_due(project, TW3.previous, lambda _: True)


# --- by mail ----------------------------------------------------------------------------------------------------


def test_mail_to_who_has_an_address_and_a_page_for_the_others(folder: Path, server: MailServer) -> None:
    """Each is told by one of the two ways, and the trail says by which."""
    assert remind(folder, H_PLUS_1, man(server)) == 0
    assert [to for to, _ in server.mails] == [
        ["pmd@pengingat.example"], ["yanum@pengingat.example"], ["sekretaris@pengingat.example"],
    ]  # fmt: skip
    mail = server.mails[0][1]
    assert mail["Subject"] == "Pengingat data kinerja Triwulan III 2026: Seksi Pemberdayaan Masyarakat dan Desa"
    assert mail.get_content().startswith("Yth. Kepala Seksi Pemberdayaan Masyarakat dan Desa")
    (page,) = pages(folder)
    assert re.findall(r'<section id="(\w+)">', page) == ["REN", "UMUM", "TRANTIB", "KESOS"]
    told = trail_of(folder)
    assert [line for line in told if line[2] == "surel"] == [(to, "H+1", "surel", "dikirim") for to in ("PMD", "YANUM", "sekretaris")]  # fmt: skip
    assert [to for to, _, channel, _ in told if channel == "whatsapp"] == ["REN", "UMUM", "TRANTIB", "KESOS"]


def test_a_unit_whose_mail_fails_is_named_and_tried_again(
    folder: Path, server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the address; the others get theirs, once."""
    server.refuse = {"pmd@pengingat.example"}
    assert remind(folder, H_PLUS_1, man(server)) == 1
    err = capsys.readouterr().err
    assert "PMD: surel belum terkirim: server surel menolak semua alamat unit ini (kode 550)" in err
    assert "pengingat.example" not in err
    server.refuse = set()
    assert remind(folder, H_PLUS_1.replace(hour=14), man(server)) == 0
    assert sorted(to[0].split("@")[0] for to, _ in server.mails) == ["pmd", "sekretaris", "yanum"]


def test_a_mail_in_doubt_is_not_sent_again(
    folder: Path, server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """The server had it and fell silent: the trail says "mungkin terkirim", and the unit is named."""
    server.silent_after = 0
    assert remind(folder, H_MINUS_1, man(server)) == 1
    assert "PMD: server surel tidak memberi jawaban" in capsys.readouterr().err
    assert [line for line in trail_of(folder) if line[2] == "surel"] == [
        ("PMD", "H-1", "surel", "mungkin terkirim"), ("YANUM", "H-1", "surel", "mungkin terkirim"),
    ]  # fmt: skip
    server.silent_after = None
    assert remind(folder, H_MINUS_1.replace(hour=14), man(server)) == 0
    assert len(server.mails) == 2


KILLED = """
import os, sys
from datetime import datetime
from pathlib import Path
from sheets_sync.mail import Postman, Server
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.remind_commands import remind_now
project = Project(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
remind_now(project, Period(2026, 3), lambda _: True, Postman(Server.of(os.environ)), dry_run=False, group=False)
"""


def test_a_run_that_is_killed_does_not_mail_twice(folder: Path, server: MailServer) -> None:
    """Kill -9 while the second mail is under way: the first is in the trail already, and the next run sends the rest."""
    server.stall_after = 1
    surroundings = os.environ | {
        "SHEETS_SYNC_SMTP": f"127.0.0.1:{server.port}", "SHEETS_SYNC_SMTP_USER": USER, "SSL_CERT_FILE": str(server.certificate),
        "SHEETS_SYNC_SMTP_PASSWORD": PASSWORD, "SHEETS_SYNC_SMTP_SENDER": SENDER,
    }  # fmt: skip
    run = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder), H_PLUS_1.isoformat()], env=surroundings, cwd=ROOT
    )
    try:
        waited = time.monotonic()
        while not trail_of(folder) and run.poll() is None and time.monotonic() - waited < 30:
            time.sleep(0.05)
    finally:
        run.kill()
        run.wait()
    assert trail_of(folder) == [("PMD", "H+1", "surel", "dikirim")]
    server.stall_after = None
    assert remind(folder, H_PLUS_1, man(server)) == 0
    assert [to[0].split("@")[0] for to, _ in server.mails] == ["pmd", "yanum", "sekretaris"]


# --- what stays private -----------------------------------------------------------------------------------------


def secrets() -> list[bytes]:
    """Every address, and every number as typed, as digits and without the country's code."""
    found = {
        spelling for address, typed, digits in CONTACTS.values() for spelling in (address, typed, digits, digits[2:])
    }
    return sorted(spelling.encode() for spelling in found | {PASSWORD, "pengingat.example"} if spelling)


def test_no_address_and_no_number_leaves_the_private_folder(
    folder: Path, server: MailServer, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Not into data/, the trail, public/, the pages' sources, the screen or a log: after good runs and failing ones."""
    caplog.set_level(logging.DEBUG)
    remind(folder, H_MINUS_1, group=True)
    server.refuse = {"yanum@pengingat.example"}
    server.silent_after = 1
    remind(folder, H_PLUS_1, man(server))
    remind(folder, H_PLUS_3)
    project = Project(folder, H_PLUS_3)
    project.render()
    project.build()
    out, err = capfd.readouterr()
    assert "Camat (H+3)" in out
    assert "YANUM" in err
    seen = {"layar": f"{out}{err}".encode(), "catatan program": caplog.text.encode()} | {
        name: content for name, content in tree(folder).items() if not name.startswith((FOLDER, "office/contacts.csv"))
    }
    assert {"data/2026-TW3/jejak.jsonl", "public/index.html"} <= seen.keys()
    assert any(name.startswith("site/hasil/") for name in seen)
    assert [(name, secret) for name, content in seen.items() for secret in secrets() if secret in content] == []
    private = b"".join(content for name, content in tree(folder).items() if name.startswith(FOLDER))
    assert all(digits.encode() in private for unit, (_, _, digits) in CONTACTS.items() if unit in ("PMD", "KESOS", "camat"))  # fmt: skip
