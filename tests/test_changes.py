"""What changed since another period, followed through renames."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from sheets_sync.changes import changes_since
from sheets_sync.lineage import Lack, Missing
from sheets_sync.model import (
    Office,
)
from tests.comparing import (
    ENDED,
    INDICATOR,
    LAST_YEAR,
    NOW,
    PEMUM,
    RENAMED,
    RENAMED_NOW,
    THEN,
    bare_office,
    recap,
    unit,
    why_not,
)


@pytest.fixture
def bare(office: Office) -> Office:
    return bare_office(office)


def test_changes_follow_a_renamed_unit(bare: Office) -> None:
    """The whole, the unit and the indicator each moved by 3 poin persentase."""
    office = replace(
        bare, units=(unit("PEM", **ENDED), unit("PEMUM", "PEM", since=RENAMED)), indicators=(INDICATOR, PEMUM)
    )
    found = changes_since(office, RENAMED_NOW, THEN)

    assert found.whole == D(3)
    assert [(row.code, row.points) for row in (*found.units, *found.indicators)] == [
        ("PEMUM", D(3)),
        ("PEMUM-01", D(3)),
    ]


def test_a_merged_units_mean_does_not_compare(bare: Office) -> None:
    """The kecamatan's does."""
    office = replace(
        bare, units=(unit("PEM", **ENDED), unit("PMD", **ENDED), unit("PEMUM", "PEM", "PMD", since=RENAMED))
    )
    found = changes_since(office, RENAMED_NOW, THEN)
    points = found.units[0].points

    assert found.whole == D(3)
    assert isinstance(points, Missing)
    assert points.lack is Lack.APART


def test_nothing_assessed_is_no_change(bare: Office) -> None:
    """A mean that is not there is not zero."""
    found = changes_since(bare, NOW, recap(LAST_YEAR, {"PEM": ()}))

    assert why_not(found.whole) == "belum ada data: belum ada yang dinilai pada periode pembanding"
