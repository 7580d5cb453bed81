"""Every request of a quarter meets every fault: the end is always the same, with nothing doubled and nothing lost.

Here faults of one kind share plays, one a command; `python -m benchmarks.faults` plays each alone and prints them all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.office_books import BOOKS
from sheets_sync.stores.google.drive import Drive, File
from tests.conftest import TW3
from tests.fake_google.faults import Fault
from tests.faults.endstate import Difference, difference, end_state
from tests.faults.matrix import KILLS, KINDS, LASTING, fits, outages, play, reference, requests, singles, together
from tests.faults.scenario import ADDRESSES, Killed, Planned, Sent, stage

OUTAGES = ["drop", "drop-after"]
AT_SIGN_IN = ["500", "drop", "drop-after", "html-502", "html-200", "garbage", "half-body"]


def bad(plays: Iterable[tuple[Planned, ...]]) -> list[str]:
    """The plays that ended otherwise, in words."""
    return [str(case) for case in map(play, plays) if not case.good]


def test_the_play_itself() -> None:
    """Without a fault nothing is run again; a folder and each workbook are made once, and each address is invited once."""
    outcome = reference()
    assert (outcome.again, outcome.refused, outcome.deviations) == (0, "", 0)
    assert outcome.end.files.total() == 1 + 2 + len(BOOKS)
    assert sorted(to for to, _, _ in outcome.end.mails.elements()) == sorted(ADDRESSES)
    assert {sent.purpose for sent in requests()} == {"list", "make", "write", "share", "read"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in KILLS | LASTING])
def test_a_fault_is_outlasted(kind: str) -> None:
    """One fault at any request: the command goes through by itself, to the same end."""
    cases = [play(planned) for planned in together(singles([kind]))]
    assert [str(case) for case in cases if not case.good or case.again] == []


@pytest.mark.parametrize("kind", OUTAGES)
def test_an_outage_is_mended_by_running_again(kind: str) -> None:
    """The fault begins an outage that no patience outlasts: the same command once more ends the same."""
    assert bad(together(outages([kind]))) == []


@pytest.mark.parametrize("kind", sorted(LASTING))
def test_an_empty_sharing_quota_is_told(kind: str) -> None:
    """The unit is named and the others get their sheets; run again, only what was left is shared."""
    assert bad(together(singles([kind]))) == []


@pytest.mark.parametrize("kind", sorted(KILLS))
def test_a_killed_command_is_run_again(kind: str) -> None:
    """The process ends before a request goes out, or before its answer is known."""
    assert bad(together(singles([kind]))) == []


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Planned, ...]:
    """Two faults at two requests, often of one command: the second meets the repeat, or the look before it."""
    first = draw(st.sampled_from(requests()))
    near = replace(first, number=first.number + 1)
    second = draw(st.one_of(st.just(near), st.sampled_from(requests()).filter(lambda other: other != first)))
    return draw(fault_at(first)), draw(fault_at(second))


def fault_at(request: Sent) -> st.SearchStrategy[Planned]:
    """Any fault that can meet the request; an outage does not begin with a kill."""
    once = [Planned(request.command, request.number, kind) for kind in KINDS if fits(request, kind)]
    return st.sampled_from([*once, *(replace(one, outage=True) for one in once if one.kind not in KILLS)])


@settings(max_examples=10, deadline=None)
@given(pairs())
def test_two_faults(planned: tuple[Planned, ...]) -> None:
    """Whatever two faults meet, the end is the same."""
    case = play(planned)
    assert case.same, str(case)


@pytest.mark.parametrize("kind", AT_SIGN_IN)
def test_a_fault_at_the_token_exchange(kind: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Signing in is outlasted as well: what comes back in a token's place is never taken for one."""
    with stage(tmp_path_factory.mktemp("kantor")) as office:
        fault = office.google.faults.add(Fault(kind, ("POST", "/token$")))
        office.perform()
        assert (fault.hits, office.again) == (1, 0)
        assert difference(reference().end, end_state(office.google, office.folder, TW3)) == Difference()


def test_no_second_folder_while_drives_search_lags(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed when the folder was made but not noted, run again before Drive finds it by its mark: it is found by its place."""
    with stage(tmp_path_factory.mktemp("kantor"), [Planned("create", 2, "kill-after")]) as office:
        office._command = "create"
        with pytest.raises(Killed):
            office.project().create(TW3)

        def nothing_yet(*_place: object, **_wishes: object) -> list[File]:
            return []

        with monkeypatch.context() as lagging:
            lagging.setattr(Drive, "files_of", nothing_yet)
            assert office.project().create(TW3).troubles == []
        office._command = ""
        office.perform()
        found = end_state(office.google, office.folder, TW3)
        assert (found.files, found.mails) == (reference().end.files, reference().end.mails)
