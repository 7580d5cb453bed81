"""Days and moments in Indonesian words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from sheets_sync.dates import long_date, moment, spelled, spelled_date, weekday_date
from sheets_sync.model import Office


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 10, 9), "9 Oktober 2026"),
        (date(2026, 1, 1), "1 Januari 2026"),
        (date(2026, 5, 31), "31 Mei 2026"),
        (date(2028, 2, 29), "29 Februari 2028"),
        (date(2026, 12, 31), "31 Desember 2026"),
    ],
    ids=str,
)
def test_a_date_is_written_out(day: date, words: str) -> None:
    """Day without a leading zero, month in Indonesian, year."""
    assert long_date(day) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 10, 5), "Senin 5 Oktober"),
        (date(2026, 10, 6), "Selasa 6 Oktober"),
        (date(2026, 10, 7), "Rabu 7 Oktober"),
        (date(2026, 10, 8), "Kamis 8 Oktober"),
        (date(2026, 10, 9), "Jumat 9 Oktober"),
        (date(2026, 10, 10), "Sabtu 10 Oktober"),
        (date(2026, 10, 11), "Minggu 11 Oktober"),
    ],
    ids=str,
)
def test_a_date_has_its_weekday(day: date, words: str) -> None:
    """Every weekday under its Indonesian name; the year only where asked."""
    assert weekday_date(day) == words
    assert weekday_date(day, year=True) == f"{words} 2026"


def test_a_moment_has_a_point_between_hours_and_minutes() -> None:
    """Time is written with a point and the zone's short name."""
    when = datetime.fromisoformat("2026-10-08T09:05:59+08:00")

    assert moment(when, "WITA") == "Kamis 8 Oktober 2026 pukul 09.05 WITA"


def test_a_moment_is_told_in_the_offices_zone(office: Office) -> None:
    """Late evening in Greenwich is the next morning in Banggai."""
    when = datetime.fromisoformat("2026-10-08T23:30:00+00:00").astimezone(office.timezone)

    assert when.utcoffset() == timedelta(hours=8)
    assert moment(when, office.zone) == "Jumat 9 Oktober 2026 pukul 07.30 WITA"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"), (1, "satu"), (10, "sepuluh"), (11, "sebelas"), (12, "dua belas"), (19, "sembilan belas"),
        (20, "dua puluh"), (31, "tiga puluh satu"), (100, "seratus"), (110, "seratus sepuluh"), (212, "dua ratus dua belas"),
        (1000, "seribu"), (2000, "dua ribu"), (2026, "dua ribu dua puluh enam"), (1999, "seribu sembilan ratus sembilan puluh sembilan"),
    ],
)  # fmt: skip
def test_a_number_is_spelled(number: int, words: str) -> None:
    """As Indonesian spells it: sebelas, belas, seratus, seribu."""
    assert spelled(number) == words


def test_a_date_is_spelled_as_a_berita_acara_opens() -> None:
    """The weekday and every number in words."""
    assert spelled_date(date(2026, 10, 8)) == ("Kamis tanggal delapan bulan Oktober tahun dua ribu dua puluh enam")
