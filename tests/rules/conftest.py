"""The two forms that the rules are tried on."""

from __future__ import annotations

import pytest

from sheets_sync.form import Form


@pytest.fixture
def form(forms: dict[str, Form]) -> Form:
    """Seksi Pemerintahan: four figures due, three not, no budget."""
    return forms["PEM"]


@pytest.fixture
def planning(forms: dict[str, Form]) -> Form:
    """Perencanaan dan Keuangan: six figures with evidence, one of them a predicate, and six programmes."""
    return forms["REN"]
