"""The documents of a period are written into laporan/<period>/: only what changed, and never over somebody's work.

What was made is noted in data/<period>/dokumen.json: a file that somebody edited since is set aside before it is made
anew, and only what we made is ever removed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sheets_sync import __version__
from sheets_sync.desk import Desk
from sheets_sync.documents import DOCUMENTS, Built, Document, build_all, material
from sheets_sync.files import write_atomically
from sheets_sync.kit import PRIVATE
from sheets_sync.period import Period
from sheets_sync.records import MadeDocuments, MadeFile

FOLDER = "laporan"
NOT_READ = ("naskah", "diterima", "periksa", "lembar", "dokumen.json")  # of a period, what no document is made from


@dataclass(frozen=True, slots=True)
class Made:
    """What became of each file of laporan/<period>/, by its place there, and of what is not there, in Indonesian."""

    made: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()  # edited by somebody: kept under these names
    waiting: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """All of it in one line."""
        counts = {"ditulis": self.made, "tetap": self.same, "dihapus": self.removed, "menunggu": self.waiting}
        told = [f"{len(items)} {word}" for word, items in counts.items() if items]
        return ", ".join(told) or "belum ada"

    @property
    def attention(self) -> tuple[str, ...]:
        """What the office should look at: broken templates, and files that somebody had edited."""
        edited = (
            f"{name} diubah orang; disimpan dengan nama ini, dan berkas yang baru dibuat di sampingnya."
            for name in self.aside
        )
        return (*self.broken, *edited)


# --- writing -------------------------------------------------------------------------------------------------


def make_documents(
    desk: Desk, period: Period, documents: tuple[Document, ...] = DOCUMENTS, *, anew: bool = True
) -> Made:
    """laporan/<period>/ holds every document that can be made; a broken template stops its own document alone.

    Unless `anew`, nothing is made where all that they are made from is as it was.
    """
    known = desk.archive.documents(period)
    inputs = inputs_mark(desk, period)
    if (
        not anew
        and known.inputs == inputs
        and all((folder_of(desk, period) / item.path).is_file() for item in known.files)
    ):
        return Made(same=tuple(item.path for item in known.files), waiting=known.waiting)
    writing = _Writing(folder_of(desk, period), {item.path: item for item in known.files})
    for document, built in build_all(material(desk, period), documents):
        writing.take(document, built)
    writing.drop_others()
    kept = MadeDocuments("" if writing.broken else inputs, tuple(writing.files.values()), tuple(writing.waiting))
    desk.archive.keep_documents(period, kept)
    return writing.made()


def folder_of(desk: Desk, period: Period) -> Path:
    return desk.root / FOLDER / str(period)


class _Writing:
    """One writing of laporan/<period>/: `known` is what was made there before, by path."""

    def __init__(self, folder: Path, known: Mapping[str, MadeFile]) -> None:
        self._folder, self._known = folder, known
        self.files: dict[str, MadeFile] = {}
        self.waiting: list[str] = []
        self.broken: list[str] = []
        self._made: list[str] = []
        self._same: list[str] = []
        self._removed: list[str] = []
        self._aside: list[str] = []

    def take(self, document: Document, built: Built | str) -> None:
        """The document's files stand in the folder; those of a broken one stay as they were."""
        if isinstance(built, str):
            self.broken.append(built)
            self.files |= {path: item for path, item in self._known.items() if item.document == document.name}
            return
        self.waiting += [f"{document.name}: {why}" for why in built.waiting]
        for path, content in built.files.items():
            self._write(document, path, content)

    def _write(self, document: Document, path: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()
        try:
            if digest != self._digest(path):
                self._set_aside(path)
            changed = write_atomically(self._folder / path, content)
        except OSError as failure:
            self.broken.append(self._unwritable(path, failure))
            if path in self._known:
                self.files[path] = self._known[path]
            return
        self.files[path] = MadeFile(document.name, path, digest)
        (self._made if changed else self._same).append(path)

    def drop_others(self) -> None:
        """What was made before and is made no longer is gone."""
        for path in sorted(set(self._known) - set(self.files)):
            if self._digest(path) is None:
                continue
            try:
                if not self._set_aside(path):
                    (self._folder / path).unlink()
            except OSError as failure:
                self.broken.append(self._unwritable(path, failure))
            self._removed.append(path)

    def _set_aside(self, path: str) -> bool:
        """A file that is not as we made it gets another name beside it; whether it was there and is so."""
        known, digest = self._known.get(path), self._digest(path)
        if digest is None or (known and known.sha256 == digest):
            return False
        old = self._folder / path
        names = (old.with_stem(f"{old.stem}-diubah-{number}") for number in range(1, 1000))
        free = next(name for name in names if not name.exists())
        old.rename(free)
        self._aside.append(free.relative_to(self._folder).as_posix())
        return True

    def _digest(self, path: str) -> str | None:
        return digest_of(self._folder / path)

    def _unwritable(self, path: str, failure: OSError) -> str:
        where = f"{FOLDER}/{self._folder.name}/{path}"
        return f"{where}: tidak dapat ditulis ({failure.strerror}); tutup berkasnya bila sedang terbuka, periksa izin dan ruang simpan, lalu ulangi."

    def made(self) -> Made:
        return Made(
            tuple(self._made), tuple(self._same), tuple(self._removed), tuple(self._aside), tuple(self.waiting),
            tuple(dict.fromkeys(self.broken)),
        )  # fmt: skip


def digest_of(path: Path) -> str | None:
    """The SHA-256 of the file; None where there is none that can be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


# --- what documents are made from ----------------------------------------------------------------------------


def inputs_mark(desk: Desk, period: Period) -> str:
    """A mark of every file that the period's documents are made from, and of the program that makes them."""
    whole = hashlib.sha256(__version__.encode())
    for path in _inputs(desk, period):
        name = path.relative_to(desk.root).as_posix()
        whole.update(f"{name}\0{digest_of(path)}\n".encode())
    return whole.hexdigest()


def _inputs(desk: Desk, period: Period) -> Iterator[Path]:
    yield from (path for path in sorted((desk.root / "office").rglob("*.*")) if path.name != PRIVATE)
    yield from sorted((desk.root / "templates").rglob("*.*"))
    for past in desk.archive.periods():
        folder = desk.archive.folder / str(past)
        if past < period:
            yield folder / "rekap.json"
        elif past == period:
            left = (path for path in folder.rglob("*") if path.relative_to(folder).parts[0] not in NOT_READ)
            yield from sorted(path for path in left if path.suffix in (".json", ".jsonl"))
