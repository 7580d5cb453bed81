"""What one submission of a unit says otherwise than another, line by line, for somebody who decides between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sheets_sync.submission import Entry, Submission

NOTHING = "(kosong)"


def differences(old: Submission, new: Submission) -> tuple[str, ...]:
    """A line for each text that differs: whose, what stood there, what stands there now. Empty where none does.

    Where a cell lies, and how its figure is formatted, is no difference.
    """
    return (
        *_changed(old.entries, new.entries, "realisasi", "keterangan"),
        *_changed(old.budget, new.budget, "realisasi anggaran", "keterangan"),
        *_changed(old.causes, new.causes, "faktor penghambat", "tindak lanjut"),
        *_changed((old.tick,), (new.tick,), "jawaban", "nama pengirim"),
    )


def _changed(old: Sequence[Entry], new: Sequence[Entry], figure: str, note: str) -> Iterator[str]:
    before = {entry.code: entry for entry in old}
    after = {entry.code: entry for entry in new}
    for code in dict.fromkeys((*before, *after)):
        was, now = before.get(code), after.get(code)
        for what, one, other in (
            (figure, was.typed if was else "", now.typed if now else ""),
            (note, was.note if was else "", now.note if now else ""),
        ):
            if one != other:
                yield f"{code}, {what}: {one or NOTHING} menjadi {other or NOTHING}"
