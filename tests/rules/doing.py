"""Somebody who does to a workbook exactly what a catatan says, where it says it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from sheets_sync.grid import parse_address
from sheets_sync.submission import Finding, Reply, Severity
from tests.rules.raw import Book, cell_of, figure, filled_well, handed_out


def do(book: Book, finding: Finding) -> Book:
    """The workbook after somebody did exactly what the catatan says, where it says it."""
    return DOING[finding.rule](book, finding)


def reply(book: Book, finding: Finding) -> Book:
    """After the unit chose "Memang sama" in tab Periksa, as the advice of every question offers."""
    assert "pilih jawabannya di tab Periksa" in finding.advice
    given = Reply(finding.rule, finding.place.row, finding.found, book.form.words.replies[0])
    return replace(book, replies=(*book.replies, given))


def named_cell(book: Book, finding: Finding) -> tuple[str, str]:
    """The one cell that the advice names, as (tab, cell)."""
    titles = sorted({tab for tab, _, _ in book.cells}, key=len, reverse=True)
    named = re.findall(rf"sel ([A-Z]+\d+) tab ({'|'.join(map(re.escape, titles))})", finding.advice)
    assert len(set(named)) == 1, finding.advice
    cell, tab = named[0]
    return tab, cell


def proposed(finding: Finding, pattern: str) -> list[str]:
    """What the advice proposes to type: `4250 atau 4,25`; empty where it proposes nothing."""
    match = re.search(pattern, finding.advice)
    return match[1].split(" atau ") if match else []


def _figure(book: Book, finding: Finding) -> Book:
    return figure(book, finding.place.row, *named_cell(book, finding))


def _proposed(pattern: str) -> Callable[[Book, Finding], Book]:
    """Types the last that is proposed; where the advice proposes nothing, the right figure."""

    def doing(book: Book, finding: Finding) -> Book:
        texts = proposed(finding, pattern)
        return book.write(*named_cell(book, finding), texts[-1]) if texts else _figure(book, finding)

    return doing


def _proposed_or_answered(pattern: str) -> Callable[[Book, Finding], Book]:
    def doing(book: Book, finding: Finding) -> Book:
        texts = proposed(finding, pattern)
        return book.write(*named_cell(book, finding), texts[-1]) if texts else reply(book, finding)

    return doing


def _at_least(book: Book, finding: Finding) -> Book:
    """Types the least that is expected, where the row can have it; else the unit answers that it is so."""
    least = finding.expected.removeprefix("paling sedikit ").removeprefix("Rp").replace(".", "")
    can_be = book.case.can_be(finding.place.row, Decimal(least.replace(",", ".")))
    return book.write(*named_cell(book, finding), least) if can_be else reply(book, finding)


def _restored(book: Book, finding: Finding) -> Book:
    """The tab, the column or the row is back, with what stood there."""
    if finding.rule != "F-03":
        return book.put_back(_before(book), finding.place.tab)
    code = finding.place.row
    return book.put_back(_before(book), finding.place.tab, parse_address(cell_of(book.form, code))[0])


def _before(book: Book) -> Book:
    """What stood there: nothing, where nothing was typed."""
    return handed_out(book.form) if book.case.untouched else filled_well(book.form)


def _rows_of(book: Book, tab: str, code: str) -> list[int]:
    """The rows whose first cell begins with that code."""
    firsts = ((at, cell.value) for at, cell in book.cells.items() if at[0] == tab and at[2] == 1)
    return [
        at[1]
        for at, text in firsts
        if isinstance(text, str) and text.split()[:1] and text.split()[0].casefold() == code.casefold()
    ]


def _without_rows(book: Book, tab: str, rows: list[int]) -> Book:
    return replace(book, cells={at: cell for at, cell in book.cells.items() if at[0] != tab or at[1] not in rows})


def _single(book: Book, finding: Finding) -> Book:
    """Of the rows of that code one is left, in its own place, filled as it should be."""
    tab, code = finding.place.tab, finding.place.row
    without = _without_rows(book, tab, _rows_of(book, tab, code))
    return without.put_back(_before(book), tab, parse_address(cell_of(book.form, code))[0])


def _unmerged(book: Book, finding: Finding) -> Book:
    """The cells are apart again, and the figure is typed where there were figures."""
    place = finding.place
    apart = frozenset(
        (tab, area) for tab, area in book.merged if tab != place.tab or parse_address(place.cell) not in area
    )
    unmerged = replace(book, merged=apart)
    return unmerged if book.case.untouched else figure(unmerged, place.row, place.tab, place.cell)


def _unknown_row_gone(book: Book, finding: Finding) -> Book:
    return _without_rows(book, finding.place.tab, [parse_address(finding.place.cell)[0]])


def _copy_gone(book: Book, finding: Finding) -> Book:
    copy = finding.found.removeprefix("tab ").removesuffix(" memuat angka lain")
    assert f"dari tab {copy} ke sana" in finding.advice
    return replace(book, cells={at: cell for at, cell in book.cells.items() if at[0] != copy})


def _words_back(book: Book, finding: Finding) -> Book:
    """The words that the advice quotes stand again in the cell that it names; the rest of the cell stays as sent."""
    tab, cell = named_cell(book, finding)
    row = parse_address(cell)[0]
    own = parse_address(cell_of(book.form, finding.place.row))[0]
    sent = handed_out(book.form).cells[(tab, own, 1)]
    assert isinstance(sent.value, str)
    assert finding.expected in sent.value
    assert f"menjadi: {finding.expected}." in finding.advice
    return book.put((tab, row, parse_address(cell)[1]), sent)


def _filled(book: Book, _: Finding) -> Book:
    """Every figure that is due, every programme, ya and a name."""
    words, tick = book.form.words, book.case.submission.tick.cell
    for code in (*(row.code for row in book.form.due), *(row.code for row in book.form.budget)):
        book = figure(book, code)
    if not tick:
        return book
    return book.write(words.tab_fill, tick, words.yes).write(words.tab_fill, tick, "Siti", right=1)


def _zero(book: Book, finding: Finding) -> Book:
    assert "ketik 0" in finding.advice
    return book.write(*named_cell(book, finding), "0")


def _named(book: Book, finding: Finding) -> Book:
    return book.write(finding.place.tab, finding.place.cell, "Siti", right=1)


def _ticked(book: Book, finding: Finding) -> Book:
    """Ya is typed, and a name where the advice asks for it."""
    book = book.write(*named_cell(book, finding), proposed(finding, r"Ketik (\w+) di")[0])
    return _named(book, finding) if "tulis nama di sebelahnya" in finding.advice else book


def _proven(book: Book, finding: Finding) -> Book:
    """A place on paper stands in the note's column of the row."""
    assert f"pada baris {finding.place.row}" in finding.advice
    return book.write(finding.place.tab, finding.place.cell, "kertas: rekap, lemari 2", right=1)


def _told(book: Book, finding: Finding) -> Book:
    """Both columns of the row in tab Kendala are written."""
    if not finding.place.cell:
        return reply(book, finding)
    row = re.sub(r"\D", "", finding.place.cell)
    return book.write(finding.place.tab, f"B{row}", "hujan").write(finding.place.tab, f"C{row}", "dijadwalkan")


def _moved(book: Book, finding: Finding) -> Book:
    return book.write(*named_cell(book, finding), "")


def _recounted(book: Book, finding: Finding) -> Book:
    """As many as the whole, or other counts in the note."""
    if finding.found.startswith("keterangan"):
        return book.write(finding.place.tab, finding.place.cell, "9 dari 10 desa", right=1)
    most = finding.expected.removeprefix("pembilang paling banyak ").replace(".", "")
    return book.write(*named_cell(book, finding), most)


def _own_spending(book: Book, finding: Finding) -> Book:
    """Rupiah that no programme has, as far as the pagu allows."""
    taken = {entry.value for entry in book.case.submission.budget}
    amounts = (Decimal(amount) for amount in range(1, len(taken) + 2))
    free = next(amount for amount in amounts if amount not in taken)
    can_be = book.case.can_be(finding.place.row, free)
    return book.write(*named_cell(book, finding), str(free)) if can_be else reply(book, finding)


def _one_other(book: Book, finding: Finding) -> Book:
    """One figure is typed anew: one less than it was, or one more than nothing."""
    code = finding.found.split()[0]
    entry = next(entry for entry in book.case.submission.entries if entry.code == code)
    assert entry.value is not None
    other = entry.value - 1 if entry.value >= 1 else Decimal(1)
    return book.write(entry.tab, entry.cell, f"{other:f}".replace(".", ","))


def _as_before(book: Book, finding: Finding) -> Book:
    """What was typed the quarter before, where the row can have it."""
    before = finding.found.split()[-1].replace(".", "")
    can_be = book.case.can_be(finding.place.row, Decimal(before.replace(",", ".")))
    return book.write(*named_cell(book, finding), before) if can_be else reply(book, finding)


def _first_quarter(book: Book, finding: Finding) -> Book:
    """Of running totals the first was a quarter's own figure."""
    return book.write(*named_cell(book, finding), finding.found.split(", ")[0].replace(".", ""))


DOING: Mapping[str, Callable[[Book, Finding], Book]] = {
    "F-01": _restored, "F-02": _restored, "F-03": _restored, "F-04": _single, "F-05": _unmerged,
    "F-06": _unknown_row_gone, "F-07": _copy_gone, "F-08": _words_back, "F-09": _words_back,
    "K-01": _filled, "K-02": _figure, "K-03": _zero, "K-04": _named, "K-05": _ticked, "K-06": _proven, "K-07": _figure,
    "K-08": _told, "K-09": reply, "K-10": _moved,
    "J-01": _figure, "J-02": _proposed(r"maksudnya (.+?), ketik"), "J-03": _proposed(r"Ketik (\S+) saja di"),
    "J-04": _figure, "J-05": _figure, "J-06": _figure, "J-07": _figure, "J-08": _proposed(r"Ketik salah satu dari (\w+),"),
    "J-09": _figure, "J-10": _figure, "J-11": _proposed(r", ketik (\S+) di"), "J-12": _figure,
    "B-01": _figure, "B-02": _figure, "B-03": _figure,
    "A-01": _proposed_or_answered(r", ketik (\S+) di"), "A-02": _recounted,
    "A-03": _proposed_or_answered(r", ketik (\S+) di"), "A-04": _own_spending, "A-05": _at_least,
    "W-01": _one_other, "W-02": _first_quarter, "W-03": _at_least, "W-04": _figure, "W-05": _figure,
    "W-06": _proposed_or_answered(r", ketik (0) di"), "W-07": reply, "W-08": _as_before, "W-09": _one_other,
}  # fmt: skip


def musts(book: Book) -> set[tuple[str, str, str]]:
    """What is wajib diperbaiki, as (rule, tab, row)."""
    return {(item.rule, item.place.tab, item.place.row) for item in book.findings() if item.severity is Severity.MUST}


def still_says(book: Book, finding: Finding) -> bool:
    """Whether the same catatan still wants something: the same rule at the same place, not answered."""
    return any(
        item.rule == finding.rule and item.place == finding.place and not item.settled for item in book.findings()
    )
