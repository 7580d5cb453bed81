"""Who somebody is: from what was typed (a role, a post, a name, "operator") to a role of the SOP.

Records name roles, never people; so a typed name is looked up here, and only the role is kept.
"""

from __future__ import annotations

import re
from datetime import date

from sheets_sync.model import Office, Role
from sheets_sync.procedure import ROLE_NAMES

OPERATOR = "operator"
OFFICERS = (Role.CAMAT, Role.SECRETARY, Role.EVALUATION, Role.PLANNING)  # who may stand behind a record of a step


def role_words(office: Office, typed: str, day: date, likely: Role | None = None) -> str:
    """The role in words (`Sekretaris`, `operator`) of whoever was typed; empty where nobody of the office is meant.

    Where one person holds several roles, the `likely` one counts, if it is among them.
    """
    text = " ".join(typed.split()).casefold()
    if not text:
        return ""
    if text == OPERATOR:
        return OPERATOR
    roles = [role for role in OFFICERS if _is_meant(office, role, typed, text, day)]
    if likely in roles:
        return ROLE_NAMES[likely]
    return ROLE_NAMES[roles[0]] if roles else ""


def _is_meant(office: Office, role: Role, typed: str, text: str, day: date) -> bool:
    if text in (role.value, ROLE_NAMES[role].casefold()):
        return True
    official = office.official(role.value, day)
    if official is None:
        return False
    return text in (official.post.casefold(), official.title.casefold()) or same_person(typed, official.name)


def known_officers(office: Office, day: date) -> str:
    """Whom a record may name: `Camat (Camat Batui Selatan), ..., operator`."""
    posts = [
        f"{ROLE_NAMES[role]} ({official.title})" for role in OFFICERS if (official := office.official(role.value, day))
    ]
    return ", ".join([*posts, OPERATOR])


def is_one_person(office: Office, one: Role, other: Role, day: date) -> bool:
    """Whether the same person holds both roles on that day: by NIP, or by name where one has none recorded."""
    first, second = office.official(one.value, day), office.official(other.value, day)
    if first is None or second is None:
        return False
    return first.nip == second.nip if first.nip and second.nip else same_person(first.name, second.name)


def same_person(one: str, other: str) -> bool:
    """Whether two names, with or without titles, can be one person's: "Dewi" and "Dewi Anggraini, S.E." can."""
    first, second = _name_parts(one), _name_parts(other)
    return bool(first and second) and (first <= second or second <= first)


def _name_parts(name: str) -> set[str]:
    """The words of a name before its titles; abbreviations and what stands in brackets are none."""
    bare = re.sub(r"\(.*?\)", " ", name.split(",", maxsplit=1)[0]).casefold()
    return {word for word in bare.split() if word.isalpha() and len(word) > 1}
