"""Side by side stand only indicators that measure the same; best first, ties on one rank, without a capaian last."""

from __future__ import annotations

from sheets_sync.comparable import Alike, only_in_one, side_by_side
from sheets_sync.district import District
from sheets_sync.regency import RegencyRecap, merge_districts
from tests.districts import PERIOD, district, indicator

ONE, TWO, THREE = "72.01.01", "72.01.02", "72.01.03"


def merged(*districts: District) -> RegencyRecap:
    return merge_districts((), districts, PERIOD)


def ranks(group: Alike) -> list[tuple[int | None, str]]:
    return [(row.rank, row.region) for row in group.rows]


def test_best_first_ties_share_a_rank_and_the_empty_come_last() -> None:
    """Of the same capaian the lower code stands first; the rank after a tie of two is skipped."""
    recap = merged(
        district("72.01.04", indicator("PEM-01", "")),
        district(THREE, indicator("PEM-01", "95")),
        district(TWO, indicator("PEM-01", "70")),
        district(ONE, indicator("PEM-01", "95")),
    )
    (code,) = side_by_side(recap)
    assert ranks(code.groups[0]) == [(1, ONE), (1, THREE), (3, TWO), (None, "72.01.04")]
    assert (code.groups[0].ranked, code.differing) == (3, ())


def test_what_differs_but_in_spacing_and_case_is_told_apart_and_named() -> None:
    """One kecamatan counts desa, two a percentage: the two are ranked, the third stands apart."""
    recap = merged(
        district(ONE, indicator("PEM-01", "80")),
        district(TWO, indicator("PEM-01", "90", name="persentase  Layanan selesai")),
        district(THREE, indicator("PEM-01", "99", name="Jumlah desa", measure="desa", method="(2T-R)/T")),
    )
    (code,) = side_by_side(recap)
    assert code.differing == ("nama", "satuan", "rumus")
    assert [ranks(group) for group in code.groups] == [[(1, TWO), (2, ONE)], [(1, THREE)]]
    assert [group.districts for group in code.groups] == [2, 1]


def test_each_part_of_its_nature_tells_an_indicator_apart() -> None:
    """Arah and akumulasi too: the same code and name do not suffice."""
    for part, value in (("polarity", "turun"), ("accumulation", "jumlah")):
        recap = merged(district(ONE), district(TWO, indicator("PEM-01", "80", **{part: value})))
        (code,) = side_by_side(recap)
        assert len(code.groups) == 2


def test_a_code_of_one_kecamatan_has_nothing_to_be_compared_with() -> None:
    """It is counted, and codes come in their order."""
    recap = merged(
        district(ONE, indicator("PEM-02"), indicator("PEM-01"), indicator("PMD-01")),
        district(TWO, indicator("PEM-01"), indicator("PEM-02")),
    )
    compared = side_by_side(recap)
    assert [item.code for item in compared] == ["PEM-01", "PEM-02"]
    assert only_in_one(recap, compared) == 1
