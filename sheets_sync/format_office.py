"""The workbook Format of a loaded office, as the office's listing of its own workbooks makes it."""

from __future__ import annotations

from sheets_sync.form import FormWords
from sheets_sync.format_book import format_workbook
from sheets_sync.format_tables import tables_of_office
from sheets_sync.model import Office
from sheets_sync.period import Period
from sheets_sync.plan import Workbook
from sheets_sync.settings.format import form_texts


def make_format(office: Office, words: FormWords, period: Period) -> Workbook:
    """The period's workbook Format, which says what the office's files say."""
    return format_workbook(tables_of_office(office, form_texts(words)), office, words, period)
