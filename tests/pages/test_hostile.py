"""Whatever officers type into Kendali, the register, an approval or an order to reopen shows on pages as typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sheets_sync.filing import add
from sheets_sync.model import Role
from sheets_sync.pipeline import Project
from sheets_sync.records import Paper
from sheets_sync.reopening import reopen
from sheets_sync.stepping import Stated, keep_recording, make_recording
from sheets_sync.units import approve, approve_period, lock_all
from tests.conftest import AFTER_TW3, TW3, lay_out_office
from tests.kendali import MEETING, type_kendali
from tests.play import fill
from tests.test_units import all_validated, collect

pytestmark = pytest.mark.xdist_group("demo")
ATTACK = (
    "</td><script>window.ran=1</script><img src=x onerror=window.ran=1>[a](javascript:b) {{7*7}} {%x%} **t** `k`"
    f" https://jahat.example/{'q' * 90}"
)
PEOPLE = {
    "Ratna Kusuma": "Camatwati",
    "Yusuf Hidayat": "Sekretarisman",
    "Dewi Anggraini": "Perencanawati",
}  # made up once more: each a word that stands nowhere else
NIP = "19640101 199001 1 001"  # of nobody
LOOK = """() => ({
    ran: window.ran || 0, wide: document.documentElement.scrollWidth,
    alive: document.querySelectorAll('article :is(img, script, strong strong)').length
        + [...document.querySelectorAll('article a')].filter(a => /javascript:|jahat/.test(a.href)).length,
    text: document.body.innerText.replace(/\\s+/g, ' ')})"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A quarter from disposisi to REVISI KE-1 in which every free text is an attack, and officers go by their names."""
    folder = lay_out_office(tmp_path_factory.mktemp("kantor") / "satu")
    officials = folder / "office" / "officials.csv"
    text = officials.read_text("utf-8").replace(",,definitif,", f",{NIP},definitif,")
    for name, other in PEOPLE.items():
        text = text.replace(name, other)
    officials.write_text(text, "utf-8")
    told = hostile_texts()
    project = Project(folder, AFTER_TW3)
    all_validated(project)
    typed = {code: next(told) for code in ("C-01", "C-02", "C-05", "C-07", "C-08", "C-09", "C-14", "T-02")}
    times = {"C-11": "28-9-2026 09.00", "T-01": "28-9-2026 10.00", "T-04": "28-9-2026 11.00"}
    who = {"C-13": "Camatwati", "T-03": "Sekretarisman", "T-05": "Sekretarisman", "P-05": "Perencanawati"}
    type_kendali(project, MEETING | times | who | typed | {"P-04": next(told), "P-07": next(told), "P-08": next(told)})
    project.run(TW3)
    approve_period(project, TW3, date(2026, 10, 8), next(told))
    project.recap(TW3)
    lock_all(project, TW3, locked=True)
    reopened(Project(folder, AFTER_TW3 + timedelta(days=12)), told)
    return folder


def hostile_texts() -> Iterator[str]:
    """The attack again and again, each with a number, so that it can be found."""
    return (f"Z{number:02} {ATTACK}" for number in count(1))


def reopened(project: Project, told: Iterator[str]) -> None:
    """A step by its officer's name, a paper, a reopening, another figure, and the Camat's approval of it."""
    mistakes: list[str] = []
    stated = Stated(8, "Perencanawati", done=True, note=next(told), end="20-10-2026 08.00")
    keep_recording(project, TW3, make_recording(project, TW3, stated, mistakes))
    assert mistakes == []
    add(
        project, TW3, Paper("", 1, next(told), number=next(told), kept_at=next(told), hardcopy=True), None, "Sekretaris"
    )
    reopen(project, TW3, "PEM", next(told), next(told), Role.SECRETARY)
    later = Project(project.root, project.now + timedelta(hours=4))
    fill(later, TW3, "PEM", {"PEM-01": Decimal(81)}, saved=later.now - timedelta(hours=1))
    collect(later)
    approve(later, TW3, "PEM", Role.SECRETARY)
    approve_period(later, TW3, later.now.date(), next(told))
    later.run(TW3)


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("hasil/2026-TW3/index.html", 5),
        ("hasil/2026-TW3/naskah.html", 3),
        ("hasil/2026-TW3/unit-pem.html", 1),
        ("sop.html", 2),
        ("index.html", 1),
    ],
)
def test_nothing_that_was_typed_runs_or_widens_a_page(office: Path, browser: Browser, page: str, shown: int) -> None:
    """On a phone and a laptop: no script, picture or link comes of it, it stands there to read, and the page fits."""
    for width in (390, 1280):
        tab = browser.new_page(viewport={"width": width, "height": 800})
        tab.goto((office / "public" / page).as_uri())
        seen = tab.evaluate(LOOK)
        tab.close()
        assert (seen["ran"], seen["alive"]) == (0, 0)
        assert seen["wide"] <= width
        assert len({text for text in hostile_parts(seen["text"]) if ATTACK in text}) >= shown


def hostile_parts(text: str) -> list[str]:
    """The page's text from each attack on."""
    return [f"Z{part}" for part in text.split(" Z")[1:]]


def test_the_trail_names_roles_and_pages_no_nip(office: Path) -> None:
    """Officers who gave their names stand in the trail by their role; an NIP stands in office/ and on papers alone."""
    trail = (office / "data" / str(TW3) / "jejak.jsonl").read_text("utf-8")
    assert [name for name in PEOPLE.values() if name in trail] == []
    files = [path for name in ("data", "public", "site") for path in (office / name).rglob("*") if path.is_file()]
    wanted = (NIP.encode(), NIP.replace(" ", "").encode())
    assert [path for path in files if any(nip in path.read_bytes() for nip in wanted)] == []
