"""The office's own files (office/, templates/forms/) as one checked `Office`: every mistake at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sheets_sync.errors import OfficeError
from sheets_sync.form import FormWords
from sheets_sync.model import Office
from sheets_sync.settings.messages import read_messages
from sheets_sync.settings.office import read_office
from sheets_sync.settings.rows import Mistakes
from sheets_sync.settings.words import read_invitation, read_words

__all__ = ["OfficeError", "load"]


def load(root: Path, contacts: str = "") -> tuple[Office, FormWords]:
    """The office of the folder `root` and the words of its form; `contacts` stands in for a missing contacts.csv.

    Raises:
        OfficeError: with every mistake of every file, each with its line.
    """
    mistakes = Mistakes()
    folder = root / "office"
    if not folder.is_dir():
        text = f"tidak ada di {root}; jalankan di folder kantor, atau buat dengan `sheets-sync init`"
        mistakes.add("office/", 0, text)
        raise OfficeError(mistakes.found)
    words = read_words(root / "templates" / "forms" / "triwulan.toml", mistakes)
    invitation = read_invitation(root / "templates" / "forms" / "undangan.txt", mistakes)
    messages = read_messages(root / "templates" / "pesan", mistakes)
    office = read_office(folder, mistakes, contacts)
    if office is None or words is None or mistakes.found:
        raise OfficeError(mistakes.found)
    told = office.reminders
    reminders = replace(messages, on_behalf=told.on_behalf, names_in_group=told.names_in_group)
    return replace(office, invitation=invitation, reminders=reminders), words
