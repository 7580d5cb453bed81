from __future__ import annotations

import pytest

from sheets_sync.papering import gather
from sheets_sync.papers.draft import PaperData
from sheets_sync.pipeline import Project
from tests.conftest import TW3
from tests.papers.office import validated_office


@pytest.fixture(scope="session")
def validated(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """An office whose units are all validated, made once: nobody writes into it."""
    return validated_office(tmp_path_factory.mktemp("naskah") / "kantor")


@pytest.fixture(scope="session")
def paper_data(validated: Project) -> PaperData:
    """What its papers are made from; nothing is recorded of disposisi and rapat."""
    return gather(validated, TW3)
