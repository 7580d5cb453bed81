"""The kabupaten's folder: packages of many kecamatan are read, merged, kept, shown and built.

kabupaten/kecamatan.csv         who should report, and where each one's package lies
data/2026-TW3/kabupaten.json    what was merged
templates/kabupaten/  site/  public/

What fetches is imported where it is used: every other command would wait for its library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from sheets_sync import kit, website
from sheets_sync.district import District
from sheets_sync.district_check import objections
from sheets_sync.errors import ArchiveError, UsageError
from sheets_sync.files import write_atomically
from sheets_sync.kit import GENERATED
from sheets_sync.packages.index import INDEX
from sheets_sync.packages.troubles import Troubles
from sheets_sync.packages.writing import DESCRIPTOR
from sheets_sync.pages.regency import render_regency
from sheets_sync.period import Period
from sheets_sync.progress import Progress, no_progress
from sheets_sync.regency import (
    RECAP,
    SCHEMA,
    LeftOut,
    RegencyRecap,
    Why,
    canonical_json,
    merge_districts,
)
from sheets_sync.settings.districts import Listed, read_districts

LIST = Path("kabupaten") / "kecamatan.csv"
KEPT = "kabupaten.json"
AT_ONCE = 4  # packages that are read at the same time
USUAL = ("public", "site", GENERATED, "laporan", "data", DESCRIPTOR)
TOLD = 2  # troubles of one package that are told
LARGEST = 256_000_000  # bytes of a kabupaten.json: forty times a usual one

Found = District | RegencyRecap | LeftOut


@dataclass(frozen=True, slots=True)
class Source:
    """Where a package lies, and whose it should be where the list says so."""

    where: str
    listed: Listed | None = None

    def left_out(self, why: Why, words: str) -> LeftOut:
        if self.listed is not None:
            return LeftOut(self.listed.region, self.listed.name, why, words)
        return LeftOut("", label(self.where), why, words)


def label(where: str) -> str:
    """The source as it may stand on a page: a site's host and path, or the name of the folder that is somebody's own.

    A package's folder has the same name in every office (`public/hasil/2026-TW3/data`): the office's name is meant.
    """
    if "://" not in where:
        names = [name for name in reversed(Path(where).expanduser().resolve().parts[1:]) if not _is_usual(name)]
        return names[0] if names else where
    try:
        parts = urlsplit(where)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.hostname or ''}{port}{parts.path}".rstrip("/") or "alamat yang tidak dapat dibaca"
    except ValueError:
        return "alamat yang tidak dapat dibaca"


def _is_usual(name: str) -> bool:
    """Whether every office has a folder, or a file, of that name above its packages."""
    try:
        Period.parse(name)
    except ValueError:
        return name in USUAL
    return True


# --- reading -------------------------------------------------------------------------------------------------


def collect(folder: Path, period: Period, given: Sequence[str], progress: Progress = no_progress) -> RegencyRecap:
    """What the sources given and those of the list say about that period, merged.

    Who is found under the sources given is not looked for in the list. UsageError where there is no source at all.
    """
    listed = read_districts(folder / LIST)
    found = _read_all([Source(where) for where in given], period, progress)
    there = set(_regions(found))
    others = [Source(_beside(folder, item.source), item) for item in listed if item.source and item.region not in there]
    if not (given or others):
        raise UsageError(
            f"Belum ada sumber. Sebut folder atau alamat situs kecamatan, atau isi kolom 'sumber' di {folder / LIST}."
        )
    return _merged(listed, period, [*found, *_read_all(others, period, progress)])


def _merged(listed: Sequence[Listed], period: Period, found: Sequence[Found]) -> RegencyRecap:
    """All of it in one; what several kabupaten merged already is taken as it is."""
    expected = [item.expected for item in listed]
    districts = [item for item in found if isinstance(item, District)]
    left_out = [item for item in found if isinstance(item, LeftOut)]
    recaps = [item for item in found if isinstance(item, RegencyRecap)]
    scope = None if districts or expected or not recaps else recaps[0].scope
    result = merge_districts(expected, districts, str(period), scope, left_out)
    for recap in recaps:
        result = result.merge(recap)
    return result


def _regions(found: Iterable[Found]) -> Iterator[str]:
    for item in found:
        if isinstance(item, District):
            yield item.region
        elif isinstance(item, RegencyRecap):
            yield from (report.region for report in item.reports)


def _beside(folder: Path, source: str) -> str:
    """The list's source: a folder is told from the kabupaten's own folder."""
    return source if "://" in source else str(folder / Path(source).expanduser())


def _read_all(sources: Sequence[Source], period: Period, progress: Progress) -> list[Found]:
    """What each source holds, in the order of the sources."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = [pool.submit(_read, source, period) for source in sources]
        return [item.result() for item in progress(waiting, "Membaca paket")]


def _read(source: Source, period: Period) -> Found:
    kept = None if "://" in source.where else Path(source.where).expanduser() / "data" / str(period) / KEPT
    if kept is not None and kept.is_file() and source.listed is None:
        return _read_recap(source, kept)
    from sheets_sync.fetching import read_source  # noqa: PLC0415  # see the module's first lines

    found = read_source(_published(source.where), period)
    if not isinstance(found, District):
        return source.left_out(Why.UNREADABLE, _told(found))
    return _accepted(source, found)


def _told(troubles: Troubles) -> str:
    """The first of them in words that may stand on a page: an address that a person mistyped may hold a password."""
    more = f"; dan {len(troubles) - TOLD} hal lain" if len(troubles) > TOLD else ""
    words = [str(replace(item, file=label(item.file))) if "://" in item.file else str(item) for item in troubles[:TOLD]]
    return "; ".join(words) + more


def _published(where: str) -> str:
    """Of an office's own folder the site that it built; anything else as it is."""
    if "://" in where:
        return where
    site = Path(where).expanduser() / "public"
    return str(site) if (site / INDEX).is_file() else where


def _accepted(source: Source, district: District) -> District | LeftOut:
    if wrong := objections(district):
        return source.left_out(Why.REFUSED, "; ".join(wrong))
    if source.listed is not None and district.region != source.listed.region:
        return source.left_out(Why.REFUSED, f"sumbernya berisi paket {district.region} {district.name}")
    return district


def _read_recap(source: Source, path: Path) -> RegencyRecap | LeftOut:
    """What another kabupaten merged."""
    try:
        recap = read_kept(path)
    except ArchiveError:
        return source.left_out(Why.UNREADABLE, f"{KEPT} tidak dapat dibaca, rusak, atau dari versi lain")
    for district in recap.content:
        if wrong := objections(district):
            return source.left_out(Why.REFUSED, f"{district.region}: {'; '.join(wrong)}")
    return recap


# --- keeping -------------------------------------------------------------------------------------------------


def keep(folder: Path, recap: RegencyRecap) -> Path:
    """The recap stands in data/; ArchiveError where it cannot be written."""
    path = folder / "data" / recap.period / KEPT
    try:
        write_atomically(path, canonical_json(recap))
    except OSError as failure:
        raise ArchiveError(
            f"{path} tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan."
        ) from failure
    return path


def read_kept(path: Path) -> RegencyRecap:
    """The recap of that file; ArchiveError where it is none, or another version's."""
    again = "hapus berkas itu, lalu jalankan `sheets-sync merge` untuk triwulannya"
    try:
        if path.stat().st_size > LARGEST:
            raise ArchiveError(f"{path} terlalu besar; {again}.")
        recap = RECAP.validate_json(path.read_bytes())
    except OSError as failure:
        raise ArchiveError(f"{path} tidak dapat dibaca ({failure.strerror}); periksa izinnya.") from failure
    except ValidationError as failure:
        raise ArchiveError(f"{path} rusak atau dari versi lain; {again}.") from failure
    if recap.schema != SCHEMA:
        raise ArchiveError(f"{path} dibuat versi lain ({recap.schema}, program ini {SCHEMA}); {again}.")
    return recap


def kept(folder: Path) -> dict[Period, RegencyRecap]:
    """Every recap in data/, oldest period first."""
    found = {}
    for path in sorted((folder / "data").glob(f"*/{KEPT}")):
        try:
            period = Period.parse(path.parent.name)
        except ValueError:
            continue
        found[period] = read_kept(path)
    return found


# --- showing -------------------------------------------------------------------------------------------------


def show(folder: Path) -> Path:
    """The pages of all recaps that are kept stand in site/hasil/, and the site is built into public/."""
    recaps = kept(folder)
    pages = render_regency(folder / "templates" / kit.REGENCY, recaps)
    website.write_pages(folder / "site" / kit.GENERATED, pages)
    return website.build(folder)
