"""An office of any number of units, each with one indicator: for what must hold, or cost little, at a thousand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from sheets_sync import settings
from sheets_sync.archive import Archive
from sheets_sync.pipeline import Project
from sheets_sync.stores.google.drive import Drive, Place
from tests.conftest import AFTER_TW3, TW3, lay_out_office
from tests.fake_google.server import LocalGoogle
from tests.online import OWNER, OnlineOffice, Typed, address_of

SINCE = "2026-01-01"


def unit_codes(count: int) -> list[str]:
    """`U0001`, `U0002`, ..."""
    return [f"U{number:04}" for number in range(1, count + 1)]


def lay_out_large_office(target: Path, count: int) -> Path:
    """Batui Selatan's settings with `count` units in the place of its own; its budget is nobody's to fill."""
    write_units(lay_out_office(target), count)
    path = target / "office" / "office.toml"
    path.write_text(path.read_text("utf-8").replace('pengisi = "REN"', 'pengisi = "U0001"'), "utf-8")
    return target


def write_units(target: Path, count: int) -> None:
    """The office has `count` units."""
    folder = target / "office"
    codes = unit_codes(count)
    (folder / "comparisons.csv").unlink(missing_ok=True)  # of indicators that this office has not
    _write(folder / "units.csv", "kode,nama,jenis,kepala,berlaku_sejak,berlaku_sampai", map(_unit, codes))
    _write(
        folder / "indicators.csv",
        "kode,unit,sasaran,indikator,definisi,satuan,arah,akumulasi,frekuensi,bulan_tersedia,cara_isi,desimal,maksimum,"
        "sumber,bukti_wajib,program,berlaku_sejak,berlaku_sampai",
        map(_indicator, codes),
    )
    _write(
        folder / "targets.csv",
        "indikator,dokumen,target_tahun,tw1,tw2,tw3,tw4",
        (f"{code}-01,PK-2026,95,40,65,85,95" for code in codes),
    )
    _write(folder / "programmes.csv", "kode,nama,dokumen,pagu,pengisi", ())
    _write(
        folder / "officials.csv",
        "peran,jabatan,nama,nip,status,berlaku_sejak,berlaku_sampai,contoh",
        (f"kepala_unit,Kepala Seksi {code},Petugas {code},,definitif,{SINCE},,ya" for code in codes),
    )


def _unit(code: str) -> str:
    return f"{code},Seksi {code},seksi,Kepala Seksi {code},2020-01-01,"


def _indicator(code: str) -> str:
    return (
        f"{code}-01,{code},Meningkatnya pelayanan,Persentase layanan yang selesai,Layanan selesai dibagi permohonan,%,"
        f"naik,posisi akhir,triwulanan,1,triwulan ini,2,100,Register pelayanan,tidak,,{SINCE},"
    )


def _write(path: Path, heading: str, lines: Iterable[str]) -> None:
    path.write_text("\n".join((heading, *lines)) + "\n", "utf-8")


# --- online --------------------------------------------------------------------------------------------------


def open_large_office(google: LocalGoogle, folder: Path, count: int) -> OnlineOffice:
    """The office's folder, set to the local Google, each unit with one address."""
    lay_out_large_office(folder, count)
    path = folder / "office" / "office.toml"
    path.write_text(path.read_text("utf-8").replace('jenis = "folder"', 'jenis = "google"'), "utf-8")
    codes = unit_codes(count)
    _write(
        folder / "office" / "contacts.csv", "unit,surel,jenis", (f"{code},{address_of(code)},orang" for code in codes)
    )
    for email in (OWNER, *map(address_of, codes)):
        google.state.add_user(email)
    return OnlineOffice(google, folder)


def project_now(office: OnlineOffice) -> Project:
    """A run of its own at the moment that the local Google's clock shows."""
    return office.project(datetime.fromtimestamp(office.google.clock.now(), AFTER_TW3.tzinfo))


def sync(office: OnlineOffice) -> int:
    """Pull, check and tell; the calls it took. AssertionError where a unit stood in the way."""
    before = office.requests()
    project = project_now(office)
    for verb in (project.pull, project.validate, project.feedback):
        assert verb(TW3).troubles == []
    return office.requests() - before


def settle(office: OnlineOffice, filled: Iterable[str]) -> None:
    """The `filled` units have sent 80, all were told, and the next sync has nothing left to read."""
    for code in filled:
        fill(office, code, Decimal(80))
    sync(office)
    sync(office)


def fill(office: OnlineOffice, code: str, figure: Typed) -> None:
    """The unit types its one figure and sends it; a second of the clock passes."""
    form = Archive(office.folder / "data").forms.get(TW3, code)
    assert form is not None
    office.fill(form, {f"{code}-01": figure})
    office.google.clock.sleep(1)


def change(office: OnlineOffice, codes: Sequence[str], wrong: int) -> None:
    """All these units change their figure, the first `wrong` of them to one that earns a catatan."""
    for number, code in enumerate(codes):
        fill(office, code, "81 kali" if number < wrong else Decimal(81))


def crowd(office: OnlineOffice, count: int) -> None:
    """The settled office has `count` units: those it had, and others that look as the first one did at its last pull.

    The others' spreadsheets are blank; nothing reads them as long as nothing changes them.
    """
    write_units(office.folder, count)
    archive = Archive(office.folder / "data")
    first, folder = archive.held.get(TW3, "U0001"), archive.held.get(TW3, "_folder")
    form, sent = archive.forms.get(TW3, "U0001"), archive.submissions.get(TW3, "U0001")
    findings, posted = archive.findings.get(TW3, "U0001"), archive.posted.get(TW3, "U0001")
    assert first is not None
    assert folder is not None
    assert form is not None
    assert sent is not None
    assert findings is not None
    assert posted is not None
    store = office.connect(settings.load(office.folder)[0], archive)
    drive = Drive(store.client, form.region, shared=False)
    for code in unit_codes(count):
        if archive.held.get(TW3, code):
            continue
        file = drive.make_spreadsheet(str(TW3), Place(folder.file), f"{code} Seksi {code} {TW3}", code, doubt=False)
        source = replace(sent.source, file=f"{TW3}/{file.name}", id=file.id, stamp=file.stamp)
        archive.held.keep(TW3, code, replace(first, file=file.id))
        archive.forms.keep(TW3, code, replace(form, unit=code))
        archive.submissions.keep(TW3, code, replace(sent, unit=code, source=source))
        archive.findings.keep(TW3, code, findings)
        archive.posted.keep(TW3, code, replace(posted, file=file.id, stamp=file.stamp))
