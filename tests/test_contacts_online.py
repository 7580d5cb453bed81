"""Contacts without an e-mail address, against the local Google: nothing is shared with a number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import TW3
from tests.online import OnlineOffice, address_of, online_office


@pytest.fixture
def online(tmp_path: Path) -> Iterator[OnlineOffice]:
    with online_office(tmp_path / "kantor", ["PEM"]) as office:
        yield office


def test_a_number_is_no_address_to_share_with(online: OnlineOffice) -> None:
    """PEM has an address and a number, PMD a number alone, the Camat one too: one mail goes out."""
    rows = f"PEM,{address_of('PEM')},orang,081234567890\nPEM,,,081234567891\nPMD,,,081234567892\ncamat,,,081234567893\n"
    (online.folder / "office" / "contacts.csv").write_text(f"unit,surel,jenis,whatsapp\n{rows}", "utf-8")
    report = online.project().create(TW3)
    assert (report.shared, report.troubles) == (1, [])
    kendali, form = report.notes
    assert "alamat Camat, Sekretaris, Kasubag Evlap, Kasubag Perencanaan belum ada" in kendali
    assert "alamat Kasubag Evlap, Sekretaris belum ada" in form
    assert len(online.google.state.mails_to(address_of("PEM"))) == 1
    files = {unit: online.google.state.files[online.file_of(unit)] for unit in ("PEM", "PMD")}
    let_in = {unit: [item.email for item in file.permissions.values()] for unit, file in files.items()}
    assert let_in == {"PEM": [address_of("PEM")], "PMD": []}
