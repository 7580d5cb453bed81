"""Questions, and how a unit's answers come back: in Excel files and in Google Sheets."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sheets_sync.collecting import take_in
from sheets_sync.course import UnitState
from sheets_sync.demo import type_into
from sheets_sync.form import Form
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.stores.xlsx import read_grid
from sheets_sync.submission import Channel, Finding, Source, Submission, TimeBasis
from tests.conftest import AFTER_TW3, TW3, MakeProject, lay_out_office
from tests.online import OnlineOffice, online_office
from tests.play import fill, on_target, workbook_path

REPLY = 8  # the column of Periksa
IN_TIME = datetime.fromisoformat("2026-10-07T09:00:00+08:00")


def collect(project: Project, period: Period = TW3) -> None:
    project.pull(period)
    project.validate(period)
    project.feedback(period)


def findings(project: Project, unit: str = "PEM", period: Period = TW3) -> dict[str, Finding]:
    """What is asked of the unit, by rule."""
    return {item.rule: item for item in project.archive.findings.get(period, unit) or ()}


def periksa(project: Project, unit: str = "PEM", period: Period = TW3) -> dict[str, tuple[int, list[str]]]:
    """Row number and texts of each question in the unit's workbook, by rule."""
    with workbook_path(project, period, unit).open("rb") as stream:
        tab = read_grid(stream, 60).tab("Periksa")
    assert tab is not None
    rows = {row: [tab.text(row, column) for column in range(1, 10)] for row in range(5, 60)}
    return {texts[8]: (row, texts) for row, texts in rows.items() if texts[8]}


def reply(project: Project, rule: str, text: str, period: Period = TW3) -> None:
    """The unit chooses an answer in the row of that question."""
    row, _ = periksa(project, period=period)[rule]
    type_into(workbook_path(project, period, "PEM"), {"Periksa": {(row, REPLY): text}})


@pytest.fixture(scope="module")
def asked_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lay_out_office(tmp_path_factory.mktemp("kantor") / "satu")
    project = Project(folder, AFTER_TW3)
    project.create(TW3)
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM"), saved=IN_TIME)
    collect(project)
    assert list(periksa(project)) == ["K-06"]
    return folder


@pytest.fixture
def asked(asked_folder: Path, tmp_path: Path) -> Project:
    """PEM has sent figures without the evidence that one of them needs: one question."""
    shutil.copytree(asked_folder, tmp_path / "kantor")
    return Project(tmp_path / "kantor", AFTER_TW3)


# --- in Excel ------------------------------------------------------------------------------------------------


def test_an_answer_settles_the_question_and_is_kept(asked: Project) -> None:
    """Told as answered, with the unit's own words, in the workbook and in the archive; nobody is asked again."""
    reply(asked, "K-06", "Lainnya: bukti masih di Inspektorat")
    collect(asked)
    finding = findings(asked)["K-06"]
    assert (finding.settled, finding.reply) == (True, "Lainnya: bukti masih di Inspektorat")
    _, texts = periksa(asked)["K-06"]
    assert (texts[1], texts[7]) == ("sudah dijawab", "Lainnya: bukti masih di Inspektorat")
    assert next(unit for unit in asked.recap(TW3).units if unit.code == "PEM").answer == 0


def test_an_answer_without_words_settles_nothing_and_is_not_wiped(asked: Project) -> None:
    """The cell keeps what was chosen, so that the unit only has to finish it."""
    reply(asked, "K-06", "Lainnya: ...")
    collect(asked)
    assert not findings(asked)["K-06"].settled
    assert periksa(asked)["K-06"][1][7] == "Lainnya: ..."


def test_a_withdrawn_answer_asks_again(asked: Project) -> None:
    reply(asked, "K-06", "Memang demikian")
    collect(asked)
    reply(asked, "K-06", "")
    collect(asked)
    assert not findings(asked)["K-06"].settled


def test_an_answer_typed_while_we_worked_is_not_lost(asked: Project) -> None:
    """Between our pull and our writing the unit answered: its words stay, in the row of their question."""
    fill(asked, TW3, "PEM", {"PEM-05": "banyak"}, saved=IN_TIME)  # one catatan more: the rows move
    asked.pull(TW3)
    asked.validate(TW3)
    reply(asked, "K-06", "Memang demikian")
    asked.feedback(TW3)
    row, texts = periksa(asked)["K-06"]
    assert (row, texts[7]) == (6, "Memang demikian")
    collect(asked)
    assert findings(asked)["K-06"].settled


def test_an_answer_holds_for_the_year(asked: Project) -> None:
    """In the next quarter the same question is settled by the same words; in the next year it is asked anew."""
    reply(asked, "K-06", "Memang demikian")
    collect(asked)
    december = Project(asked.root, datetime.fromisoformat("2027-01-08T10:00:00+08:00"))
    fourth = Period(2026, 4)
    december.create(fourth)
    fill(december, fourth, "PEM", on_target(december, fourth, "PEM"), saved=december.now)
    collect(december, fourth)
    assert findings(december, period=fourth)["K-06"].settled
    assert periksa(december, period=fourth)["K-06"][1][7] == "Memang demikian"


def test_evidence_given_later_ends_the_question(asked: Project) -> None:
    """Mended, it is gone from the workbook; the answer stays known in case it comes back."""
    reply(asked, "K-06", "Memang demikian")
    collect(asked)
    fill(asked, TW3, "PEM", {}, notes={"PEM-01": "kertas: rekap, map 3"}, saved=IN_TIME)
    collect(asked)
    assert periksa(asked) == {}
    assert len(asked.archive.replies.get(TW3, "PEM") or ()) == 1


# --- in Google -----------------------------------------------------------------------------------------------


@pytest.fixture
def online(tmp_path: Path, forms: dict[str, Form]) -> Iterator[OnlineOffice]:
    """PEM has sent its spreadsheet without evidence, and was told."""
    with online_office(tmp_path / "kantor", ["PEM"]) as office:
        office.project().create(TW3)
        office.fill(forms["PEM"], {"PEM-01": 90, "PEM-05": 75, "PEM-06": 80, "PEM-07": 35})  # type: ignore[dict-item]  # whole numbers
        sync(office)
        yield office


def sync(office: OnlineOffice) -> Project:
    project = office.project(AFTER_TW3 + timedelta(hours=2))
    project.pull(TW3, tell=True)
    return project


def row_of(office: OnlineOffice, rule: str) -> int:
    rules = [row[0] if row else "" for row in office.column("PEM", "Periksa!I5:I60")]
    return 5 + rules.index(rule)


def test_an_answer_in_google_settles_too(online: OnlineOffice) -> None:
    """Chosen in the sheet, read at the next sync, shown as answered; the sync after it has nothing to write."""
    online.type("PEM", {f"Periksa!H{row_of(online, 'K-06')}": "Memang demikian"})
    project = sync(online)
    assert findings(project)["K-06"].settled
    row = row_of(online, "K-06")
    assert online.column("PEM", f"Periksa!B{row}:H{row}")[0][0] == "sudah dijawab"
    sync(online)
    before = online.requests()
    sync(online)
    assert online.requests() - before == 1


# --- what comes by another way -------------------------------------------------------------------------------


def another_way(project: Project, channel: Channel = Channel.ACCEPTED) -> Submission:
    """A submission of PEM that did not come from the store's workbook."""
    path = workbook_path(project, TW3, "PEM")
    blank = path.read_bytes()
    fill(project, TW3, "PEM", on_target(project, TW3, "PEM"))
    project.pull(TW3)
    submission = project.archive.submissions.get(TW3, "PEM")
    assert submission is not None
    path.write_bytes(blank)
    for shelf in ("kiriman", "periksa", "jawaban"):
        (project.archive.folder / str(TW3) / shelf / "PEM.json").unlink()
    for name in ("jejak.jsonl", "jejak.ujung"):
        (project.archive.folder / str(TW3) / name).unlink()
    source = Source("DOC-20261005-WA0003.xls", "1" * 64, project.now)
    return replace(submission, channel=channel, source=source, pulled=project.now, first_sent=project.now, basis=TimeBasis.ACCEPTED)  # fmt: skip


@pytest.fixture
def created(make_project: MakeProject) -> Project:
    project = make_project()
    project.create(TW3)
    return project


def test_what_was_accepted_stays_beside_a_blank_workbook(created: Project) -> None:
    """No pull of the unit's own blank workbook empties it, and nobody is troubled."""
    take_in(created, another_way(created))
    assert created.pull(TW3).troubles == []
    kept = created.archive.submissions.get(TW3, "PEM")
    assert kept is not None
    assert (kept.channel, kept.sent) == (Channel.ACCEPTED, True)
    unit = next(unit for unit in created.recap(TW3).units if unit.code == "PEM")
    assert (unit.state, unit.entered, unit.sent_by) == (UnitState.SENT, "berkas yang diterima", "waktu diterima")


def test_what_was_accepted_is_told_in_the_units_workbook(created: Project) -> None:
    """The catatan about it stand where the unit works."""
    take_in(created, another_way(created))
    created.pull(TW3)
    created.feedback(TW3)
    assert list(periksa(created)) == ["K-06"]


def test_a_workbook_filled_later_takes_its_place(created: Project, make_project: MakeProject) -> None:
    """The unit's own newer figures count, and its first sending keeps its time."""
    accepted = another_way(created)
    take_in(created, accepted)
    created.pull(TW3)
    later = make_project(AFTER_TW3 + timedelta(hours=3))
    fill(later, TW3, "PEM", {"PEM-01": Decimal(70)}, saved=AFTER_TW3 + timedelta(hours=1))
    later.pull(TW3)
    kept = later.archive.submissions.get(TW3, "PEM")
    assert kept is not None
    assert kept.channel is Channel.WORKBOOK
    assert kept.entries[0].value == 70
    assert kept.first_sent == accepted.first_sent


def test_a_workbook_filled_earlier_does_not(created: Project, make_project: MakeProject) -> None:
    """What the unit had typed before it sent the file by WhatsApp is older; editing it again is not."""
    accepted = another_way(created)
    fill(created, TW3, "PEM", {"PEM-01": Decimal(12)}, saved=IN_TIME)
    take_in(created, accepted)
    later = make_project(AFTER_TW3 + timedelta(hours=3))
    collect(later)
    collect(later)
    kept = later.archive.submissions.get(TW3, "PEM")
    assert kept is not None
    assert kept.channel is Channel.ACCEPTED
    fill(later, TW3, "PEM", {"PEM-01": Decimal(13)}, saved=AFTER_TW3 + timedelta(hours=2))
    later.pull(TW3)
    kept = later.archive.submissions.get(TW3, "PEM")
    assert kept is not None
    assert kept.entries[0].value == 13


def test_a_typed_submission_asks_the_unit(created: Project) -> None:
    """K-09: what Kasubag typed for a unit is shown to it as a question, which an answer settles."""
    typed = replace(another_way(created, Channel.TYPED), typed_by="Kasubag Perencanaan", on_behalf="Kepala Seksi Pemerintahan")  # fmt: skip
    told = {item.rule: item for item in take_in(created, typed)}
    assert told["K-09"].found == "diinput oleh Kasubag Perencanaan atas nama Kepala Seksi Pemerintahan"
    created.pull(TW3)
    created.feedback(TW3)
    reply(created, "K-09", "Memang demikian")
    collect(created)
    assert findings(created)["K-09"].settled
