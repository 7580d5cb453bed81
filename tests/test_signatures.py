"""Who signs, and how the block above the name reads: written out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sheets_sync.model import Office, Role, Tenure
from sheets_sync.signatures import BLANK, SignatureBlock, parafs, signature_block, title

MAY_END, JUNE = date(2026, 5, 31), date(2026, 6, 1)
ACTING = "Arman Wijaya, S.Sos. (contoh)"
CAMAT = "Ratna Kusuma, S.STP., M.Si. (contoh)"
SECRETARY = "Yusuf Hidayat, S.IP. (contoh)"
KASUBAG = "Kepala Subbagian Perencanaan dan Keuangan"
CAMAT_NIP = "19640101 199001 1 001"  # of nobody


@pytest.mark.parametrize(
    ("day", "above", "name"),
    [
        (date(2026, 1, 1), "Plt. Camat Batui Selatan", ACTING),
        (MAY_END, "Plt. Camat Batui Selatan", ACTING),
        (JUNE, "Camat Batui Selatan", CAMAT),
        (date(2025, 12, 31), "Camat Batui Selatan", BLANK),
    ],
)
def test_who_held_the_post_that_day_signs(office: Office, day: date, above: str, name: str) -> None:
    """In the middle of a quarter the Plt. gives way to the definitive Camat; before both, the name stays dotted."""
    assert signature_block(office, Role.CAMAT, day) == SignatureBlock((above,), name)


@pytest.mark.parametrize(
    ("tenure", "above"),
    [
        (Tenure.DEFINITIVE, "Camat Batui Selatan"),
        (Tenure.ACTING, "Plt. Camat Batui Selatan"),
        (Tenure.DAILY, "Plh. Camat Batui Selatan"),
        (Tenure.CARETAKER, "Pj. Camat Batui Selatan"),
    ],
)
def test_each_tenure_stands_before_the_post(office: Office, tenure: Tenure, above: str) -> None:
    """Definitif, Plt., Plh. and Pj., with the NIP where the office has it."""
    officials = tuple(
        replace(item, tenure=tenure, nip=CAMAT_NIP) for item in office.officials if item.role is Role.CAMAT
    )
    block = signature_block(replace(office, officials=officials), Role.CAMAT, JUNE)
    assert block.fields() == {"jabatan": f"{above},", "nama": CAMAT, "nip": f"NIP {CAMAT_NIP}"}


def test_on_behalf_of_the_camat(office: Office) -> None:
    """a.n.: the Camat's title first, Plt. while there is one, then who signs."""
    lines = ("a.n. Plt. Camat Batui Selatan", "Sekretaris Kecamatan Batui Selatan")
    assert signature_block(office, Role.SECRETARY, MAY_END, on_behalf_of=Role.CAMAT) == SignatureBlock(lines, SECRETARY)


def test_for_him(office: Office) -> None:
    """u.b.: a.n. the Camat, the deputy for whom it is signed, u.b., then who signs."""
    block = signature_block(office, Role.PLANNING, JUNE, on_behalf_of=Role.CAMAT, for_him=Role.SECRETARY)
    assert block.above == ("a.n. Camat Batui Selatan", "Sekretaris Kecamatan Batui Selatan", "u.b.", KASUBAG)
    assert block.name == "Dewi Anggraini, S.E. (contoh)"
    assert block.fields()["jabatan"] == (
        f"a.n. Camat Batui Selatan\nSekretaris Kecamatan Batui Selatan\nu.b.\n{KASUBAG},"
    )


def test_the_head_of_a_unit_signs_by_the_post(office: Office) -> None:
    """A head is found by the post that units.csv names; a Plt. says so."""
    post = "Kepala Seksi Ketenteraman dan Ketertiban Umum"
    assert signature_block(office, post, JUNE) == SignatureBlock((f"Plt. {post}",), "Rudi Hartono (contoh)")


def test_without_officials_the_role_is_named(office: Office) -> None:
    """Where nobody ever held a role, the block still says whose it is."""
    assert title(replace(office, officials=()), Role.PLANNING, JUNE) == "Kasubag Perencanaan"
    assert title(replace(office, officials=()), "Kepala Seksi Pemerintahan", JUNE) == "Kepala Seksi Pemerintahan"


def test_parafs_come_before_the_signature(office: Office) -> None:
    """Kasubag, then Sekretaris, then the Camat signs; before the Sekretaris only the Kasubag."""
    assert parafs(office, JUNE, Role.CAMAT) == (KASUBAG, "Sekretaris Kecamatan Batui Selatan")
    assert parafs(office, JUNE, Role.SECRETARY) == (KASUBAG,)
    assert parafs(office, JUNE, Role.PLANNING) == ()
