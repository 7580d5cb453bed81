"""Whether what was published still follows from what was pulled: all of it is made again in memory and compared.

Nothing is written. A file is `diubah` where it is not as we wrote it, and `basi` where it is, but the archive, a
template or an office file changed since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sheets_sync.archive import RECAP
from sheets_sync.documenting import FOLDER, digest_of, folder_of
from sheets_sync.documents import DOCUMENTS, Document, build_all, material
from sheets_sync.judging import rules_of
from sheets_sync.kit import GENERATED
from sheets_sync.period import Period
from sheets_sync.pipeline import Project
from sheets_sync.publishing import LISTING, folder_beneath, published
from sheets_sync.recap import Recap
from sheets_sync.revision import ChangedFigure, changed_figures, shown

PLACES_TOLD = 5  # of what differs besides figures
TO_DO = (
    "bila kiriman di data/{0}/kiriman/ diubah tangan, kembalikan dari cadangan; bila kirimannya benar, jalankan"
    " `sheets-sync recap --period {0}`."
)
RULES_WRITTEN_OVER = "{}: aturan penilaian di dalamnya bukan yang berlaku bagi triwulan ini."


LEFT_OVER = "tidak lagi mengikuti arsip dan seharusnya tidak ada"
RENDER = "sheets-sync render"
FEW = 3  # files named one by one where more differ alike

Difference = tuple[str, str, str]  # the file, in what way it differs, the command that makes it anew


@dataclass(frozen=True, slots=True)
class Checked:
    """What was compared, what differs, and what there is not yet, in Indonesian."""

    checked: tuple[str, ...]
    differences: tuple[str, ...]
    absent: tuple[str, ...]


class Site:
    """The site as the archive gives it now; made once, however many periods are checked."""

    def __init__(self, project: Project) -> None:
        self.root = project.root
        self._project = project

    @cached_property
    def pages(self) -> Mapping[str, str]:
        return self._project.pages()

    @cached_property
    def packages(self) -> Mapping[str, bytes]:
        return published(self._project)


def check(
    project: Project, period: Period, documents: tuple[Document, ...] = DOCUMENTS, *, site: Site | None = None
) -> Checked:
    """The period's recap, documents and pages as they stand, beside what the archive gives now.

    Who checks several periods hands on one `site`.
    """
    kept = project.archive.recap(period)
    if kept is None:
        return _without_recap(project, period)
    checked, absent = ["rekap"], []
    differences = list(_recap_differences(project, period, kept))
    if project.archive.documents(period).files:
        checked.append("dokumen")
        found, broken = _document_differences(project, period, documents)
        differences += [*broken, *_told(found)]
    else:
        absent.append(f"dokumen hasil belum dibuat; jalankan `sheets-sync report --period {period}`.")
    if (project.root / "site" / GENERATED / str(period)).is_dir():
        checked.append("halaman")
        checked.append("paket data")
        now = site or Site(project)
        differences += _told((*_page_differences(now, period), *_package_differences(now, period)))
    else:
        absent.append("halaman belum ditulis; jalankan `sheets-sync render`.")
    return Checked(tuple(checked), tuple(differences), tuple(absent))


def _told(found: Sequence[Difference]) -> Iterator[str]:
    """A sentence a file; one for all that differ alike where they are many."""
    for path, words, again in found:
        alike = [other for other, *why in found if why == [words, again]]
        if len(alike) <= FEW:
            yield f"{path}: {words}; jalankan `{again}`."
        elif path == alike[0]:
            named = f"{', '.join(alike[:FEW])}, dan {len(alike) - FEW} lainnya"
            yield f"{len(alike)} berkas ({named}): {words}; jalankan `{again}`."


def _without_recap(project: Project, period: Period) -> Checked:
    made = project.archive.documents(period).files or project.archive.revisions(period)
    text = f"data/{period}/rekap.json tidak ada; jalankan `sheets-sync recap --period {period}`."
    return Checked((), (text,), ()) if made else Checked((), (), ("belum direkap.",))


# --- the recap -----------------------------------------------------------------------------------------------


def _recap_differences(project: Project, period: Period, kept: Recap) -> Iterator[str]:
    """Each figure that differs, with what to do; and what else does."""
    now = project.computed(period)
    file, same_rules = f"data/{period}/rekap.json", kept.assessing == now.assessing
    by = "kiriman" if same_rules else "kiriman dan aturan penilaian sekarang"
    figures = changed_figures(kept, now, {})
    for item in figures:
        written, computed = shown(item.old, item.figure), shown(item.new, item.figure)
        yield f"{file}: {_named(item)} tertulis {written}, menurut {by} {computed}."
    if not same_rules:
        yield f"{rules_of(project, period).words or RULES_WRITTEN_OVER.format(file)} Jalankan `sheets-sync recap --period {period}`."
    elif figures:
        yield f"{file}: {TO_DO.format(period)}"
    elif kept != now:
        places = list(_places(RECAP.dump_python(kept, mode="json"), RECAP.dump_python(now, mode="json")))
        told = ", ".join(places[:PLACES_TOLD])
        more = f", dan {len(places) - PLACES_TOLD} tempat lain" if len(places) > PLACES_TOLD else ""
        yield f"{file}: angkanya sama, tetapi isinya tidak lagi mengikuti arsip (di {told}{more}); jalankan `sheets-sync recap --period {period}`."


def _named(item: ChangedFigure) -> str:
    row = f"{item.unit} {item.code} {item.name}".strip() if item.code else item.unit or "kecamatan"
    return f"{row}, {item.figure.value}"


def _places(old: Any, new: Any, place: str = "") -> Iterator[str]:
    """Where two JSON values differ, as paths: `units.PEM.state`."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from _places(old.get(key), new.get(key), f"{place}.{key}" if place else str(key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True), 1):
            name = one.get("code") or one.get("programme") if isinstance(one, dict) else None
            yield from _places(one, other, f"{place}.{name or number}")
    elif old != new:
        yield place


# --- documents -----------------------------------------------------------------------------------------------


def _document_differences(
    project: Project, period: Period, documents: tuple[Document, ...]
) -> tuple[list[Difference], list[str]]:
    """The files that differ; and a sentence about each document that cannot be made any more."""
    folder, again = folder_of(project, period), f"sheets-sync report --period {period}"
    known = {item.path: item for item in project.archive.documents(period).files}
    made, broken = _remade(project, period, documents)
    found = []
    for path, content in made.items():
        if words := _difference(folder / path, content, known[path].sha256 if path in known else ""):
            found.append((f"{FOLDER}/{period}/{path}", words, again))
    found += [
        (f"{FOLDER}/{period}/{path}", LEFT_OVER, again)
        for path in sorted(set(known) - set(made))
        if known[path].document not in broken and (folder / path).is_file()
    ]
    return found, [f"{name} tidak dapat dibuat lagi: {why}" for name, why in broken.items()]


def _remade(
    project: Project, period: Period, documents: tuple[Document, ...]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files as they would be made now, by path; and why a document cannot be, by its name."""
    files: dict[str, bytes] = {}
    broken: dict[str, str] = {}
    for document, found in build_all(material(project, period), documents):
        if isinstance(found, str):
            broken[document.name] = found
        else:
            files |= found.files
    return files, broken


def _difference(path: Path, content: bytes, written: str) -> str:
    """In what way the file is not as it would be made now; `written` is the hash of what we wrote."""
    found = digest_of(path)
    if found is None:
        return "hilang" if written else "belum dibuat"
    if path.read_bytes() == content:
        return ""
    return (
        "basi: dibuat sebelum arsip, templat, atau berkas kantor berubah"
        if found == written
        else "diubah sesudah dibuat"
    )


# --- pages ---------------------------------------------------------------------------------------------------


def _page_differences(site: Site, period: Period) -> Iterator[Difference]:
    """The period's own pages; those that belong to no period too."""
    folder, pages = site.root / "site" / GENERATED, site.pages
    for name in sorted(set(pages) | _written_pages(folder)):
        ours = name.startswith(f"{period}/") or not _is_of_a_period(name)
        if ours and (words := _page_difference(folder / name, pages, name)):
            yield f"site/{GENERATED}/{name}", words, RENDER


def _package_differences(site: Site, period: Period) -> Iterator[Difference]:
    """The data package beside the pages, and in the built site where there is one."""
    folder, root = folder_beneath(str(period)), site.root
    wanted = {name: content for name, content in site.packages.items() if name.startswith(f"{folder}/")}
    wanted[LISTING] = site.packages[LISTING]
    places = [f"site/{GENERATED}"]
    if (root / "public").is_dir():
        places.append(f"public/{GENERATED}")
    for place in places:
        there = {path.relative_to(root / place).as_posix() for path in (root / place / folder).glob("*")}
        for name in sorted(there | set(wanted)):
            if words := _package_difference(root / place / name, wanted.get(name)):
                yield f"{place}/{name}", words, RENDER


def _package_difference(path: Path, content: bytes | None) -> str:
    if content is None:
        return "bukan bagian dari paket data"
    found = digest_of(path)
    if found is None:
        return "hilang"
    return "" if found == hashlib.sha256(content).hexdigest() else "jumlah periksanya (SHA-256) bukan yang dari arsip"


def _written_pages(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}


def _page_difference(path: Path, pages: Mapping[str, str], name: str) -> str:
    if name not in pages:
        return "seharusnya tidak ada"
    if not path.is_file():
        return "hilang"
    return (
        "" if path.read_bytes() == pages[name].encode() else "diubah, atau ditulis sebelum arsip atau templat berubah"
    )


def _is_of_a_period(name: str) -> bool:
    try:
        Period.parse(name.split("/", maxsplit=1)[0])
    except ValueError:
        return False
    return True
