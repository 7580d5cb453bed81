"""One office folder with its settings, archive and store: what every verb works on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sheets_sync import settings
from sheets_sync.archive import Archive
from sheets_sync.deadlines import Deadlines, deadlines
from sheets_sync.errors import ArchiveError, StoreError
from sheets_sync.form import Form
from sheets_sync.format_versions import complete
from sheets_sync.lookup import Lookup
from sheets_sync.model import Office
from sheets_sync.period import Period
from sheets_sync.progress import Progress, no_progress
from sheets_sync.stores.base import Store
from sheets_sync.stores.xlsx import XlsxFolder
from sheets_sync.submission import Submission

Online = Callable[[Office, Archive], Store]


class Desk:
    """The office folder `root`; `now` is the moment of this run.

    `online` opens the store of an office that works with Google Sheets; nothing is signed in before it is needed.
    `contacts` is the content of office/contacts.csv where that file is not kept on this machine.
    """

    def __init__(
        self,
        root: Path,
        now: datetime,
        progress: Progress = no_progress,
        online: Online | None = None,
        contacts: str = "",
    ) -> None:
        self.root = root
        complete(root)  # a format that was decided, where a run was cut off before it stood in all files
        self.office, self.words = settings.load(root, contacts)
        self.now = now.astimezone(self.office.timezone).replace(microsecond=0)
        self.archive = Archive(root / "data")
        self.progress = progress
        self._online = online

    @cached_property
    def store(self) -> Store:
        """Where the office's workbooks lie."""
        if self.office.store == "folder":
            return XlsxFolder(self.root / self.office.folder, self.office.timezone)
        if self._online is None:
            raise StoreError("Perintah ini tidak tersambung ke Google.")
        return self._online(self.office, self.archive)

    @cached_property
    def lookup(self) -> Lookup:
        """Which of them is whose."""
        return Lookup(self.office, self.archive, self.store, self.progress)

    def place(self, period: Period) -> str:
        """Where people find the workbooks of the period."""
        return str(self.root / self.office.folder / str(period)) if self.office.store == "folder" else "Google Drive"

    def deadlines(self, period: Period) -> Deadlines:
        """The dates that stand in the period's workbooks; without any, those that new ones would get."""
        form = next(iter(self.archive.forms.all(period).values()), None)
        return form.deadlines if form else deadlines(self.office, period)

    def period_due(self) -> Period:
        """The period that is worked on: the last quarter that has ended, or the running one once it was begun."""
        running = Period.containing(self.now.date())
        return max((running.previous, *(period for period in self.archive.periods() if period <= running)))

    def forms_and_submissions(self, period: Period) -> tuple[dict[str, Form], dict[str, Submission]]:
        """What was sent out and what came in, by unit; ArchiveError where a form that was filled is gone."""
        forms, submissions = self.archive.forms.all(period), self.archive.submissions.all(period)
        if orphans := sorted(set(submissions) - set(forms)):
            raise ArchiveError(
                f"Arsip {period} tidak lengkap: format {', '.join(orphans)} hilang dari data/{period}/format/; kembalikan dari cadangan."
            )
        return forms, submissions
