"""The six verbs: the only place where steps are chained.

Each verb reads what the one before left in data/, can be run again alone, and says in its report what it did
and which unit stood in the way. A trouble with one workbook never stops the others.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sheets_sync import collecting, controlling, handing, publishing, reopening, units, website
from sheets_sync.archive import Changes, Trouble
from sheets_sync.archive_versions import bring_up
from sheets_sync.clock import step_clock
from sheets_sync.desk import Desk
from sheets_sync.documenting import make_documents
from sheets_sync.errors import StoreError, UsageError
from sheets_sync.judging import rules_of
from sheets_sync.kit import GENERATED
from sheets_sync.pages.site import FormReissue, PeriodView, RevisionView, RuleText, render_with
from sheets_sync.period import Period
from sheets_sync.recap import Recap
from sheets_sync.recapping import Gathered, make_recap
from sheets_sync.reissuing import CHANGES
from sheets_sync.report import Report
from sheets_sync.revision import changed_figures
from sheets_sync.rules import RULES, THEMES, explanation
from sheets_sync.trail import Kind

RULE_TEXTS = tuple(
    RuleText(rule.code, rule.severity, THEMES[rule.code[0]], explanation(rule), rule.extra) for rule in RULES
)


class Project(Desk):
    """A desk with the verbs that work on it."""

    def create(self, period: Period, *, dry_run: bool = False) -> Report:
        """Every unit has its workbook for the period, which asks what the office's files ask for now."""
        if not dry_run:
            bring_up(self)
        return handing.create(self, period, dry_run=dry_run)

    def pull(self, period: Period, *, full: bool = False, tell: bool = False) -> Report:
        """What units and officers filled is archived, and what officials decided in Kendali is carried out.

        Where a workbook cannot be read, the last good pull stays.
        """
        listing = self.lookup.find(period)
        report = collecting.pull(self, period, listing, full=full, tell=tell)
        report.troubles += controlling.pull(self, period, listing, full=full).troubles
        return report

    def validate(self, period: Period) -> Report:
        """Every archived submission has its catatan pemeriksaan."""
        return collecting.validate_all(self, period)

    def feedback(self, period: Period) -> Report:
        """The catatan stand in the tab Periksa of each workbook; what the unit typed is never written."""
        report = collecting.feedback(self, period)
        controlling.feedback(self, period, report)
        return report

    def lock(self, period: Period, *, locked: bool) -> Report:
        """The inputs of every workbook of the period are closed for the units, or open again."""
        return units.lock_all(self, period, locked=locked)

    # --- recap, render, build --------------------------------------------------------------------------

    def recap(self, period: Period) -> Recap:
        """The recap of the period is computed from what is archived, and archived."""
        recap = self.computed(period)
        self.archive.keep_recap(period, recap, self.now)
        reopening.keep_if_approved(self, period, recap)
        return recap

    def computed(self, period: Period) -> Recap:
        """The recap as it follows now from what is archived, by the rules that hold for the period; nothing is kept."""
        pull = self.archive.pull(period)
        if pull is None:
            raise UsageError(f"{period.label} belum pernah ditarik; jalankan `sheets-sync pull --period {period}`.")
        gathered = self._gathered(period)
        earlier = [self._gathered(past) for past in period.year_so_far[:-1]]
        troubles: dict[str, list[str]] = {}
        for trouble in pull.troubles:
            troubles.setdefault(trouble.unit, []).append(trouble.text)
        rules = rules_of(self, period).assessing
        return make_recap(self.office, period, gathered, earlier, pull.at, troubles, pull.present, rules)

    def recap_later(self, period: Period) -> dict[Period, Changes]:
        """The later recaps of the year, whose figures so far rest on this period's, are made anew; what that changed."""
        before = {later: self.archive.recap(later) for later in self.recapped_later(period)}
        return {later: changed_figures(old, self.recap(later), {}) for later, old in before.items() if old}

    def recapped_later(self, period: Period) -> list[Period]:
        """The later periods of the year that have a recap."""
        later = (other for other in self.archive.periods() if other.year == period.year and other > period)
        return [other for other in later if self.archive.recap(other)]

    def _gathered(self, period: Period) -> Gathered:
        forms, submissions = self.forms_and_submissions(period)
        archive = self.archive
        return Gathered(
            forms, submissions, archive.findings.all(period), archive.courses.all(period), archive.approvals(period)
        )

    def render(self) -> Report:
        """The generated pages of all recapped periods stand in site/hasil/; pages that went are removed.

        The open data packages stand beside them.
        """
        site = self.root / "site" / GENERATED
        pages = self.pages()
        publishing.publish(self, site)
        return Report(done=website.write_pages(site, pages))

    def pages(self) -> dict[str, str]:
        """The text of every generated page, by its path in site/hasil/, as it follows now from the archive."""
        views = [view for period in self.archive.periods() if (view := self._view(period))]
        if not views:
            raise UsageError("Belum ada triwulan yang direkap; jalankan `sheets-sync run`.")
        return render_with(self.root / "templates" / "pages", self.office, views, RULE_TEXTS)

    def _view(self, period: Period) -> PeriodView | None:
        recap = self.archive.recap(period)
        if recap is None:
            return None
        return PeriodView(
            period,
            recap,
            self.archive.findings.all(period),
            self.deadlines(period),
            self.archive.recap(period.previous),
            recap.assessing.attention_below,
            self.archive.papers(period),
            self.archive.courses.all(period),
            step_clock(self, period, recap),
            self.archive.trail.lines(period),
            self._revisions(period),
            reopening.pending_changes(self, period, recap),
            self.archive.reopenings(period),
            self._reissues(period),
        )

    def _reissues(self, period: Period) -> dict[str, tuple[FormReissue, ...]]:
        """What the trail tells of forms that changed after they were handed out, by unit."""
        trail = self.archive.trail
        found = {
            unit: tuple(
                FormReissue(line.at, tuple(map(str, changes)))
                for line in trail.of(period, Kind.FORMAT, unit)
                if isinstance(changes := line.data.get(CHANGES), list)
            )
            for unit in trail.units(period, Kind.FORMAT)
        }
        return {unit: reissues for unit, reissues in found.items() if reissues}

    def _revisions(self, period: Period) -> tuple[RevisionView, ...]:
        """What is kept of each approval, oldest first."""
        approvals = self.archive.approvals(period)
        kept = [number for number in self.archive.revisions(period) if number < len(approvals)]
        return tuple(RevisionView(number, approvals[number], self.archive.changes(period, number)) for number in kept)

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
        """create, pull, validate, feedback, recap, documents, render and build; the report gathers their troubles."""
        report = Report()
        pull = partial(self.pull, full=full, tell=True)
        for step in (self._create_if_possible, pull, self.validate, self.feedback):
            found = step(period)
            report.done += found.done
            report.renewed += found.renewed
            report.notes += found.notes
            report.troubles += [trouble for trouble in found.troubles if trouble not in report.troubles]
        judged = (rules_of(self, one).words for one in (period, *self.recapped_later(period)))
        report.notes += filter(None, judged)
        recap = self.recap(period)
        documents = make_documents(self, period, anew=False)
        report.documents = documents.words
        report.notes += documents.attention
        for later in self.recap_later(period):
            make_documents(self, later, anew=False)
        self.render()
        self.build()
        return report, recap
