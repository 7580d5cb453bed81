"""The desk that every test of edits begins with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sheets_sync.form import Form
from tests.online import OnlineOffice, local_google, online_office
from tests.online_edits.desk import UNIT, Begin, Desk, Moment, SharedDriveOffice, prepare


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, forms: dict[str, Form]) -> Iterator[tuple[OnlineOffice, Moment]]:
    """The office after its first sync, and that moment to go back to."""
    folder = tmp_path_factory.mktemp("sunting")
    with online_office(folder / "kantor") as office:
        prepare(office, forms[UNIT])
        yield office, Moment(office.google.state, office.folder / "data", folder / "arsip")


@pytest.fixture(scope="session")
def begin(filled: tuple[OnlineOffice, Moment], forms: dict[str, Form]) -> Begin:
    """Opens a desk at that moment, as often as a test likes."""
    return Begin(*filled, forms[UNIT])


@pytest.fixture(scope="session")
def begin_shared(tmp_path_factory: pytest.TempPathFactory, forms: dict[str, Form]) -> Iterator[Begin]:
    """The same for an office with a service account and a shared drive."""
    folder = tmp_path_factory.mktemp("bersama")
    with local_google() as google:
        office = SharedDriveOffice.open(google, folder / "kantor")
        assert isinstance(office, SharedDriveOffice)
        office.use_drive()
        prepare(office, forms[UNIT])
        yield Begin(office, Moment(google.state, office.folder / "data", folder / "arsip"), forms[UNIT])


@pytest.fixture
def shared(begin_shared: Begin) -> Iterator[Desk]:
    """REN's spreadsheet in the shared drive, filled and told."""
    with begin_shared() as desk:
        yield desk


@pytest.fixture
def desk(begin: Begin) -> Iterator[Desk]:
    """REN's spreadsheet, filled and told, with nothing wrong in it."""
    with begin() as desk:
        yield desk
