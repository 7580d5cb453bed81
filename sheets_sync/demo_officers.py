"""What the officers of the sample office record in Kendali, and how they are reached; all of it made up.

In the fourth quarter the place of the meeting is left out, as such things are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from sheets_sync.control_book import make_control_book
from sheets_sync.control_fields import PAGES, UNIT
from sheets_sync.dates import long_date
from sheets_sync.demo_figures import Cells, Typed
from sheets_sync.files import write_atomically
from sheets_sync.model import Office
from sheets_sync.officers import OFFICERS
from sheets_sync.period import Period
from sheets_sync.plan import Workbook
from sheets_sync.workdays import WorkCalendar

__all__ = ["UNIT", "handing_over", "order_and_meeting", "places", "write_contacts"]


def write_contacts(folder: Path, office: Office) -> tuple[str, ...]:
    """office/contacts.csv names an address and a number for each unit and official; nobody has any of them.

    Returns every address and number, as they must be found nowhere else.
    """
    owners = [*(unit.code for unit in office.units), *(role.value for role in OFFICERS)]
    rows = [
        (owner, f"{owner.replace('_', '.').lower()}@contoh.invalid", f"0812-0000-{n:04}")
        for n, owner in enumerate(owners, 1)
    ]
    lines = ["unit,surel,jenis,whatsapp", *(f"{owner},{address},orang,{number}" for owner, address, number in rows)]
    write_atomically(folder / "office" / "contacts.csv", ("\n".join(lines) + "\n").encode())
    return tuple(text for row in rows for text in row[1:])


def places(plan: Workbook) -> dict[str, tuple[str, int]]:
    """The tab and the row of each field of Kendali by its code, and of each unit's row by the unit's."""
    return {
        cell.content[0].text.split(" ")[0]: (sheet.title, row)
        for sheet in plan.sheets[: len(PAGES)]
        for (row, column), cell in sheet.cells.items()
        if column == 1 and isinstance(cell.content, tuple)
    }


def order_and_meeting(office: Office, period: Period) -> Mapping[str, Cells]:
    """Steps 1, 2 and 4: the order a working day before the quarter's end, the meeting on the first one after it."""
    calendar = WorkCalendar(office.special_days)
    ordered = calendar.nth_before(period.last_day, 1)
    met = calendar.nth_after(period.last_day, 1)
    heads = "\n".join(unit.head for unit in office.units_in(period))
    typed = {
        "C-01": "Sekretariat Daerah (contoh)", "C-02": f"005/{period.quarter}/contoh", "C-03": _day(ordered),
        "C-04": f"{_day(ordered)} 08.45", "C-05": f"contoh-{period.quarter}", "C-06": "Segera",
        "C-07": f"Permintaan data kinerja {period.label}", "C-08": "Sekretaris Kecamatan",
        "C-09": f"Kumpulkan data kinerja {period.label} dari semua unit kerja sebelum batas kabupaten (contoh).",
        "C-10": f"{_day(ordered)} 08.45", "C-11": f"{_day(ordered)} 09.05", "C-12": "15", "C-13": "Camat",
        "T-01": f"{_day(ordered)} 09.30", "T-02": "Siapkan format dan undang unit kerja (contoh).", "T-03": "Sekretaris",
        "T-04": f"{_day(ordered)} 13.40", "T-05": "Sekretaris",
        "E-01": f"{_day(ordered)} 09.30", "E-02": f"{_day(ordered)} 11.15", "E-03": "45",
        "P-01": _day(met), "P-02": "09.00", "P-03": "10.10", "P-04": "Aula kantor camat (contoh)",
        "P-05": "Kasubag Perencanaan", "P-06": "Kasubag Evlap", "P-07": heads,
        "P-08": "Cara mengisi lembar, bukti dukung, dan batas waktu dibahas (contoh).",
        "P-09": f"Unit kerja mengirim paling lambat pada batas tepat waktu (contoh, {long_date(met)}).",
    }  # fmt: skip
    if period.quarter == 4:
        del typed["P-04"]
    return _cells(office, period, typed)


def handing_over(office: Office, period: Period, day: date) -> Mapping[str, Cells]:
    """Steps 8 and 9, on the day of the Camat's approval."""
    typed = {
        "P-10": f"{_day(day)} 10.20", "P-11": "Kasubag Evlap", "E-04": f"{_day(day)} 10.20",
        "E-05": f"{_day(day)} 10.20", "E-06": f"{_day(day)} 11.20", "E-07": "50",
    }  # fmt: skip
    return _cells(office, period, typed)


def _day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _cells(office: Office, period: Period, typed: Mapping[str, Typed]) -> Mapping[str, Cells]:
    rows = places(make_control_book(office, period))
    found: dict[str, dict[tuple[int, int], Typed]] = {}
    for code, value in typed.items():
        tab, row = rows[code]
        found.setdefault(tab, {})[row, 2] = value
    return found
