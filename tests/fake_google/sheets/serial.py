"""Days since 30 December 1899, which is how a sheet keeps dates and times."""

from __future__ import annotations

from datetime import date, datetime, timedelta

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a sheet's dates stand in no time zone
FIRST = (datetime.min - EPOCH).days  # noqa: DTZ901  # likewise
LAST = (datetime.max - EPOCH).days + 1  # noqa: DTZ901  # likewise


def of_date(day: date) -> float:
    return float((day - EPOCH.date()).days)


def of_moment(moment: datetime) -> float:
    """The serial number of a moment as its own clock shows it, whatever its zone."""
    return (moment.replace(tzinfo=None) - EPOCH) / timedelta(days=1)


def to_moment(serial: float) -> datetime | None:
    """The moment to the millisecond, or None beyond the calendar."""
    if not FIRST <= serial < LAST:
        return None
    try:
        return EPOCH + timedelta(milliseconds=round(serial * 86_400_000))
    except OverflowError:
        return None
