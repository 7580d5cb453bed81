"""The six verbs: the only place where steps are chained.

Each verb reads what the one before left in data/, can be run again alone, and says in its report what it did
and which unit stood in the way. A trouble with one workbook never stops the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path

from sheets_sync import dates, settings, website
from sheets_sync.answer import fitting, make_answer, read_standing
from sheets_sync.archive import Archive, Pull, Trouble
from sheets_sync.errors import ArchiveError, StoreError, UsageError, WorkbookError
from sheets_sync.files import sweep
from sheets_sync.form import Form, deadlines, make_form
from sheets_sync.kit import GENERATED
from sheets_sync.lookup import ROWS_AT_LEAST, Found, Lookup, workbook_name
from sheets_sync.model import Office, Unit
from sheets_sync.pages.site import PeriodView, render_with
from sheets_sync.period import Period
from sheets_sync.progress import Progress, no_progress
from sheets_sync.reading import read_submission, rows_needed
from sheets_sync.recap import Gathered, Recap, make_recap
from sheets_sync.report import EMPTIED, GONE, LOST, NAMED_NO_LONGER, Report
from sheets_sync.rules import validate
from sheets_sync.rules.case import Case
from sheets_sync.stores.base import Ref, Store
from sheets_sync.stores.xlsx import XlsxFolder
from sheets_sync.submission import Answer, Submission
from sheets_sync.workbook import Words, make_workbook

Online = Callable[[Office, Archive], Store]


class Project:
    """One office folder, with its settings, archive and store. `now` is the moment of this run.

    `online` opens the store of an office that works with Google Sheets; nothing is signed in before it is needed.
    """

    def __init__(
        self, root: Path, now: datetime, progress: Progress = no_progress, online: Online | None = None
    ) -> None:
        self.root = root
        self.office, self.words = settings.load(root)
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

    def period_due(self) -> Period:
        """The period that is worked on: the last quarter that has ended, or the running one once it was begun."""
        running = Period.containing(self.now.date())
        return max((running.previous, *(period for period in self.archive.periods() if period <= running)))

    # --- create ----------------------------------------------------------------------------------------

    def create(self, period: Period, *, dry_run: bool = False) -> Report:
        """Every unit has its workbook for the period; those that exist are left as they are."""
        units = self.office.units_in(period)
        if not units:
            raise UsageError(f"Tidak ada unit kerja yang berlaku pada {period.label}; periksa office/units.csv.")
        self._must_have_agreement(period)
        if not dry_run:
            for folder in ("data", self.office.folder, f"site/{GENERATED}"):
                sweep(self.root / folder, self.now.timestamp())
        report = Report()
        found, report.troubles = self.lookup.find(period, sharing=self.office.contacts is not None)
        there = {item.unit: item for item in found}
        in_doubt = {trouble.unit for trouble in report.troubles}
        for unit in self.progress(units, "Membuat lembar"):
            form = make_form(self.office, unit, period, self.words)
            item = there.get(unit.code)
            ref = item.ref if item else None
            if item and not item.ref.unfinished:
                self._remember(period, form, item, dry_run, report)
            elif unit.code in in_doubt:
                continue
            elif item is None and self.archive.submissions.get(period, unit.code):
                report.troubles.append(Trouble(unit.code, f"{unit.name}: {GONE}"))
            else:
                sent = self.archive.forms.get(period, unit.code) if item else None
                ref = self._create_one(period, unit, sent or form, dry_run, report)
            if ref and not dry_run:
                self._share(ref, form, report)
        return report

    def _must_have_agreement(self, period: Period) -> None:
        """A format without targets would be handed out in silence at the turn of a year."""
        if not self.office.has_agreement(period):
            raise UsageError(
                f"Belum ada perjanjian kinerja tahun {period.year} yang berlaku pada {period.label}; isi [[perjanjian]]"
                " di office/office.toml dan targetnya di office/targets.csv."
            )

    def _create_one(self, period: Period, unit: Unit, form: Form, dry_run: bool, report: Report) -> Ref | None:
        if not form.rows and not form.budget:
            text = f"{unit.name}: belum punya indikator pada {period.label}; periksa office/indicators.csv"
            report.troubles.append(Trouble(unit.code, text))
            return None
        if without := [row.code for row in form.due if row.target is None]:
            report.notes.append(f"{unit.name}: {', '.join(without)} diminta tanpa target; periksa office/targets.csv")
        name = workbook_name(unit, period)
        if dry_run:
            report.done.append(f"{period}/{name}{self.store.suffix} akan dibuat")
            return None
        self.archive.forms.keep(period, form.unit, form)
        try:
            ref = self.store.create(make_workbook(form), str(period), name)
        except WorkbookError as problem:
            report.troubles.append(Trouble(unit.code, f"{unit.name}: {problem}"))
            return None
        report.done.append(f"{ref.period}/{ref.name}")
        return ref

    def _share(self, ref: Ref, form: Form, report: Report) -> None:
        """Every address of the unit may edit its workbook; who already may is not asked again."""
        if self.office.contacts is None:
            return  # whoever has no addresses here neither lets in nor keeps out
        contacts = [contact for contact in self.office.contacts if contact.unit == form.unit]
        try:
            sharing = self.store.share(ref, contacts, Words(form)(self.office.invitation))
        except WorkbookError as problem:
            report.troubles.append(Trouble(form.unit, str(problem)))
            return
        if sharing.added:
            report.shared += sharing.added
        if sharing.left:
            report.notes.append(f"{ref.name}: {sharing.left} {NAMED_NO_LONGER}")
        report.troubles += [Trouble(form.unit, f"{ref.name}: {text}") for text in sharing.troubles]

    def _remember(self, period: Period, form: Form, item: Found, dry_run: bool, report: Report) -> None:
        """Archive the form of a workbook that exists, where the archive was lost and the form is unchanged."""
        if dry_run or self.archive.forms.get(period, form.unit) is not None:
            return
        try:
            opened = item.opened or self.lookup.open(item.ref, period, rows_needed(form))
        except WorkbookError as problem:
            report.troubles.append(Trouble(form.unit, str(problem)))
            return
        if opened.key.version == form.version:
            self.archive.forms.keep(period, form.unit, form)

    # --- pull ------------------------------------------------------------------------------------------

    def pull(self, period: Period, *, full: bool = False, tell: bool = False) -> Report:
        """What the units filled is archived; where a workbook cannot be read, the last good pull stays.

        A workbook that its store knows to be as it was at the last pull is not read again, unless `full`. With
        `tell` an online one is checked and answered at once, so that little time lies between reading and writing.
        """
        report = Report()
        found, report.troubles = self.lookup.find(period)
        named = {trouble.unit for trouble in report.troubles}
        present = []
        for item in self.progress(found, "Menarik isian"):
            try:
                if full or not self._is_unchanged(period, item):
                    self._pull_one(period, item, report)
                    if tell and item.ref.stamp:
                        self._check_and_answer(period, item, report)
                present.append(item.unit)
            except WorkbookError as problem:
                report.troubles.append(Trouble(item.unit, str(problem)))
        report.troubles += self._lost(period, {item.unit for item in found} | named)
        self.archive.keep_pull(period, Pull(self.now, tuple(report.troubles), tuple(sorted(present))))
        return report

    def _is_unchanged(self, period: Period, item: Found) -> bool:
        if not item.ref.stamp:
            return False
        old = self.archive.submissions.get(period, item.unit)
        return old is not None and (old.source.id, old.source.stamp) == (item.ref.id, item.ref.stamp)

    def _pull_one(self, period: Period, item: Found, report: Report) -> None:
        """Archive what the workbook holds now; WorkbookError where that is not to be trusted."""
        form = self.archive.forms.get(period, item.unit)
        opened = item.opened or self.lookup.open(item.ref, period, rows_needed(form) if form else ROWS_AT_LEAST)
        if form is None or form.version != opened.key.version:
            text = f"formatnya versi {opened.key.version}, bukan yang dibagikan; minta lembar baru dan salin angkanya"
            raise WorkbookError(f"{item.ref.name}: {text}")
        source = replace(opened.source, modified=min(opened.source.modified, self.now))  # a clock may run ahead
        submission = read_submission(opened.grid, form, source, self.now)
        old = self.archive.submissions.get(period, submission.unit)
        if source.id:
            self.archive.answers.keep(period, item.unit, read_standing(opened.grid))
        if old is not None and submission.blank and not old.blank:
            report.troubles.append(Trouble(submission.unit, f"{item.ref.name}: {EMPTIED}"))
        elif self._keep(period, old, submission):
            report.done.append(f"{item.ref.name}: isian baru")

    def _check_and_answer(self, period: Period, item: Found, report: Report) -> None:
        form, submission = self.archive.forms.get(period, item.unit), self.archive.submissions.get(period, item.unit)
        if form is None or submission is None:
            return
        findings = validate(Case(form, submission))
        self.archive.findings.keep(period, item.unit, findings)
        try:
            self._answer(period, item.unit, item.ref, make_answer(findings, form.words.findings_none), changed=False)
        except WorkbookError as problem:
            report.troubles.append(Trouble(item.unit, str(problem)))

    def _lost(self, period: Period, known: set[str]) -> list[Trouble]:
        """Units whose online workbook was made once and is nowhere now, with the day of what we still have."""
        troubles = []
        due = {unit.code for unit in self.office.units_in(period)}
        for unit, held in self.archive.held.all(period).items():
            if not held.painted or unit in known or unit not in due:
                continue
            kept = self.archive.submissions.get(period, unit)
            day = dates.weekday_date(kept.pulled, year=True) if kept else ""
            since = f"isian tarikan {day} tetap dipakai" if day else "belum pernah ditarik"
            anew = f"Pulihkan, atau hapus data/{period}/lembar/{unit}.json bila memang mulai dari lembar baru"
            troubles.append(Trouble(unit, f"{unit}: {LOST}; {since}. {anew}"))
        return troubles

    def _keep(self, period: Period, old: Submission | None, new: Submission) -> bool:
        """Archive the submission if the unit typed something new; times of the same content stay as first seen."""
        if old is not None and old.same_content(new):
            now = new.source
            moved = replace(old, source=replace(old.source, file=now.file, id=now.id, stamp=now.stamp))
            self.archive.submissions.keep(period, moved.unit, moved)
            return False
        if old is not None and old.first_sent is not None and new.sent:
            new = replace(new, first_sent=old.first_sent)
        self.archive.submissions.keep(period, new.unit, new)
        return True

    # --- validate, feedback ----------------------------------------------------------------------------

    def validate(self, period: Period) -> Report:
        """Every archived submission has its catatan pemeriksaan."""
        report = Report()
        forms, submissions = self._forms_and_submissions(period)
        for unit in self.progress(list(submissions), "Memeriksa isian"):
            findings = validate(Case(forms[unit], submissions[unit]))
            self.archive.findings.keep(period, unit, findings)
            report.done.append(f"{unit}: {len(findings)} catatan")
        return report

    def _forms_and_submissions(self, period: Period) -> tuple[dict[str, Form], dict[str, Submission]]:
        forms, submissions = self.archive.forms.all(period), self.archive.submissions.all(period)
        if orphans := sorted(set(submissions) - set(forms)):
            raise ArchiveError(
                f"Arsip {period} tidak lengkap: format {', '.join(orphans)} hilang dari data/{period}/format/; kembalikan dari cadangan."
            )
        return forms, submissions

    def feedback(self, period: Period) -> Report:
        """The catatan stand in the tab Periksa of each workbook; what the unit typed is never written."""
        report = Report()
        pull = self.archive.pull(period)
        present = pull.present if pull else ()  # in no other file may this unit's catatan be written
        findings = self.archive.findings.all(period)
        forms, submissions = self._forms_and_submissions(period)
        refs = {ref.id or f"{ref.period}/{ref.name}": ref for ref in self.store.find(str(period))}
        for unit in self.progress([unit for unit in present if unit in findings], "Menulis catatan"):
            source = submissions[unit].source
            ref = refs.get(source.id or source.file)
            if ref is None:
                continue
            answer = make_answer(findings[unit], forms[unit].words.findings_none)
            try:
                if self._answer(period, unit, ref, answer, changed=source.stamp not in ("", ref.stamp)):
                    report.done.append(ref.name)
            except WorkbookError as problem:
                report.troubles.append(Trouble(unit, str(problem)))
        return report

    def _answer(self, period: Period, unit: str, ref: Ref, answer: Answer, *, changed: bool) -> bool:
        """Let the answer stand in the unit's workbook; what stands there now is remembered where a store needs it."""
        standing = self.archive.answers.get(period, unit)
        if standing is not None and fitting(answer, standing) != standing.answer and changed:
            raise WorkbookError(f"{ref.name} berubah sejak ditarik, jadi catatannya menunggu tarikan berikutnya")
        written = self.store.answer(ref, answer, standing)
        if standing is not None:
            self.archive.answers.keep(period, unit, replace(standing, answer=fitting(answer, standing)))
            if standing.findings is None:
                raise WorkbookError(
                    f"{ref.name}: tab Periksa tidak ada lagi; catatan hanya tampil pada sel dan di situs"
                )
        return written

    # --- lock ------------------------------------------------------------------------------------------

    def lock(self, period: Period, *, locked: bool) -> Report:
        """The inputs of every workbook of the period are closed for the units, or open again.

        What was filled is pulled first: a lock moves a file's time, by which the sending is dated.
        """
        report = Report(troubles=self.pull(period).troubles)
        found, _ = self.lookup.find(period)
        for item in self.progress(found, "Mengunci lembar" if locked else "Membuka lembar"):
            try:
                if self.store.lock(item.ref, locked=locked):
                    report.done.append(item.ref.name)
            except WorkbookError as problem:
                report.troubles.append(Trouble(item.unit, str(problem)))
        return report

    # --- recap, render, build --------------------------------------------------------------------------

    def recap(self, period: Period) -> Recap:
        """The recap of the period is computed from what is archived, and archived."""
        pull = self.archive.pull(period)
        if pull is None:
            raise UsageError(f"{period.label} belum pernah ditarik; jalankan `sheets-sync pull --period {period}`.")
        gathered = self._gathered(period)
        earlier = [self._gathered(past) for past in period.year_so_far[:-1]]
        troubles: dict[str, list[str]] = {}
        for trouble in pull.troubles:
            troubles.setdefault(trouble.unit, []).append(trouble.text)
        recap = make_recap(self.office, period, gathered, earlier, pull.at, troubles, pull.present)
        self.archive.keep_recap(period, recap)
        return recap

    def _gathered(self, period: Period) -> Gathered:
        forms, submissions = self._forms_and_submissions(period)
        return Gathered(forms, submissions, self.archive.findings.all(period))

    def render(self) -> Report:
        """The generated pages of all recapped periods stand in site/hasil/; pages that went are removed."""
        views = [view for period in self.archive.periods() if (view := self._view(period))]
        if not views:
            raise UsageError("Belum ada triwulan yang direkap; jalankan `sheets-sync run`.")
        pages = render_with(self.root / "templates" / "pages", self.office, views)
        return Report(done=website.write_pages(self.root / "site" / GENERATED, pages))

    def _view(self, period: Period) -> PeriodView | None:
        recap = self.archive.recap(period)
        if recap is None:
            return None
        on_time_until, locked_on = self._deadlines(period)
        return PeriodView(
            period,
            recap,
            self.archive.findings.all(period),
            on_time_until,
            locked_on,
            self.archive.recap(period.previous),
            self.office.attention_below,
        )

    def _deadlines(self, period: Period) -> tuple[date, date]:
        form = next(iter(self.archive.forms.all(period).values()), None)
        return (form.on_time_until, form.locked_on) if form else deadlines(self.office, period)

    def build(self) -> Path:
        """The site is built into public/; SiteError carries MkDocs's own words."""
        return website.build(self.root)

    # --- all of it -------------------------------------------------------------------------------------

    def _create_if_possible(self, period: Period) -> Report:
        """What stands in the way of new workbooks does not stand in the way of those that there are."""
        try:
            return self.create(period)
        except StoreError as failure:
            return Report(troubles=[Trouble("", str(failure))])

    def run(self, period: Period, *, full: bool = False) -> tuple[Report, Recap]:
        """create, pull, validate, feedback, recap, render and build; the report gathers their troubles."""
        report = Report()
        pull = partial(self.pull, full=full, tell=True)
        for step in (self._create_if_possible, pull, self.validate, self.feedback):
            found = step(period)
            report.done += found.done
            report.notes += found.notes
            report.troubles += [trouble for trouble in found.troubles if trouble not in report.troubles]
        recap = self.recap(period)
        for later in self.archive.periods():  # their figures of the year so far rest on this period's
            if later.year == period.year and later > period and self.archive.recap(later):
                self.recap(later)
        self.render()
        self.build()
        return report, recap
