"""Who somebody is: what was typed, and the role that is kept of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.model import Office, Role
from sheets_sync.officers import is_one_person, known_officers, role_words

DAY = date(2026, 10, 8)


@pytest.mark.parametrize(
    ("typed", "likely", "role"),
    [
        ("camat", None, "Camat"),
        ("Camat Batui Selatan", None, "Camat"),
        ("Ratna Kusuma, S.STP., M.Si.", None, "Camat"),
        ("ratna", None, "Camat"),
        (" Kasubag  Evlap ", None, "Kasubag Evlap"),
        ("kasubag_perencanaan", Role.EVALUATION, "Kasubag Perencanaan"),
        ("Operator", None, "operator"),
        ("Dewi Anggraini", Role.PLANNING, "Kasubag Perencanaan"),
        ("Dewi Anggraini", Role.EVALUATION, "Kasubag Evlap"),
        ("Kepala Subbagian Perencanaan dan Keuangan", Role.PLANNING, "Kasubag Perencanaan"),
        ("Arman Wijaya", None, ""),
        ("Kepala Seksi Pemerintahan", None, ""),
        ("", None, ""),
    ],
)
def test_roles(office: Office, typed: str, likely: Role | None, role: str) -> None:
    """A role, a post, a name with or without titles; whoever has left the post is nobody; the likely role of two."""
    assert role_words(office, typed, DAY, likely) == role


def test_an_earlier_holder_counts_in_their_own_days(office: Office) -> None:
    """The Plt. Camat held the post until 31 May."""
    assert role_words(office, "Plt. Camat Batui Selatan", date(2026, 5, 31)) == "Camat"
    assert role_words(office, "Arman Wijaya", date(2026, 5, 31)) == "Camat"


def test_one_person_in_two_posts(office: Office) -> None:
    assert is_one_person(office, Role.PLANNING, Role.EVALUATION, DAY)
    assert not is_one_person(office, Role.CAMAT, Role.SECRETARY, DAY)
    assert not is_one_person(office, Role.PLANNING, Role.SECRETARY, DAY)
    assert not is_one_person(office, Role.PLANNING, Role.EVALUATION, date(2020, 1, 1))
    assert not is_one_person(replace(office, officials=()), Role.PLANNING, Role.EVALUATION, DAY)


@pytest.mark.parametrize(
    ("nips", "same"), [(("1", "1"), True), (("1", "2"), False), (("1", ""), True), (("", ""), True)]
)
def test_namesakes_are_told_apart_by_their_nip(office: Office, nips: tuple[str, str], same: bool) -> None:
    """Where both have one recorded; else the name decides."""
    by_role = dict(zip((Role.PLANNING.value, Role.EVALUATION.value), nips, strict=True))
    officials = tuple(replace(item, nip=by_role.get(item.role, item.nip)) for item in office.officials)
    assert is_one_person(replace(office, officials=officials), Role.PLANNING, Role.EVALUATION, DAY) is same


def test_the_posts_are_named_without_names(office: Office) -> None:
    """What a mistake tells names nobody."""
    told = known_officers(office, DAY)
    assert told.startswith("Camat (Camat Batui Selatan), Sekretaris (")
    assert told.endswith(", operator")
    assert "Ratna" not in told


@given(st.text(max_size=40))
def test_any_text_is_a_role_or_nobody(office: Office, typed: str) -> None:
    known = {"", "operator", "Camat", "Sekretaris", "Kasubag Evlap", "Kasubag Perencanaan"}
    assert role_words(office, typed, DAY) in known
