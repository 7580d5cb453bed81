"""The office's own workbooks in the same store as the units': what they are, and who works in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sheets_sync.control_book import make_control_book
from sheets_sync.control_fields import UNIT
from sheets_sync.form import FormWords
from sheets_sync.format_book import BOOK as FORMAT
from sheets_sync.format_office import make_format
from sheets_sync.model import Office, Role
from sheets_sync.officers import OFFICERS
from sheets_sync.period import Period
from sheets_sync.plan import Workbook


@dataclass(frozen=True, slots=True)
class OfficeBook:
    """One kind of workbook that the office has once a period; `code` is its mark in the key, one of OFFICE_BOOKS."""

    code: str
    make: Callable[[Office, FormWords, Period], Workbook]
    roles: tuple[Role, ...]  # whose holders are let in


KENDALI_BOOK = OfficeBook(UNIT, lambda office, _words, period: make_control_book(office, period), OFFICERS)
FORMAT_BOOK = OfficeBook(FORMAT, make_format, (Role.EVALUATION, Role.SECRETARY))
BOOKS: tuple[OfficeBook, ...] = (KENDALI_BOOK, FORMAT_BOOK)
