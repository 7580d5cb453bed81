"""The open data packages of an office: of one period, and all of them as the site publishes them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from sheets_sync.desk import Desk
from sheets_sync.district import District
from sheets_sync.errors import StoreError
from sheets_sync.files import write_atomically
from sheets_sync.packages.gathering import district_of, sources_of
from sheets_sync.packages.index import INDEX, ROOT, index_of, package_folder
from sheets_sync.packages.licences import LICENCES
from sheets_sync.packages.writing import DESCRIPTOR, packed, write
from sheets_sync.period import Period
from sheets_sync.recap import Recap


def district(desk: Desk, period: Period, recap: Recap) -> District:
    """What the kecamatan tells others about the period."""
    return district_of(desk.office, period, recap, desk.archive.forms.all(period))


def package(desk: Desk, period: Period, told: District) -> dict[str, bytes]:
    """The period's package, its files by name."""
    return packed(told, LICENCES[desk.office.licence], sources_of(desk.office, period))


def published(desk: Desk) -> dict[str, bytes]:
    """The packages of every recapped period and the list of them, by the place of each file beneath site/hasil/."""
    told = _all(desk)
    packages = _packages(desk, told)
    files = {f"{folder}/{name}": content for folder, found in packages.items() for name, content in found.items()}
    return files | {LISTING: index_of(told)}


def publish(desk: Desk, site: Path) -> None:
    """`site` (site/hasil/) holds these packages and no others, each replaced whole, and last the list of them."""
    told = _all(desk)
    packages = _packages(desk, told)
    try:
        for folder, files in packages.items():
            write(site / folder, files)
        for left in {path.parent for path in site.glob(f"*/*/{DESCRIPTOR}")} - {site / folder for folder in packages}:
            shutil.rmtree(left)
        write_atomically(site / LISTING, index_of(told))
    except OSError as failure:
        raise StoreError(
            f"Paket data di {site} tidak dapat ditulis ({failure.strerror}); periksa izin dan ruang simpan."
        ) from failure


def folder_beneath(period: str) -> str:
    """Where the period's package stands beneath site/hasil/: `2026-TW3/data`."""
    return _beneath(package_folder(period))


def _packages(desk: Desk, told: Iterable[District]) -> dict[str, dict[str, bytes]]:
    return {folder_beneath(one.period): package(desk, Period.parse(one.period), one) for one in told}


def _all(desk: Desk) -> list[District]:
    recaps = ((period, desk.archive.recap(period)) for period in desk.archive.periods())
    return [district(desk, period, recap) for period, recap in recaps if recap]


def _beneath(place: str) -> str:
    return place.removeprefix(ROOT).rstrip("/")


LISTING = _beneath(INDEX)
