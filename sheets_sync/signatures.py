"""Who signs a paper, and how the block above the name reads: pure.

Blocks know the tenure (definitif, Plt., Plh., Pj.), a.n. (a deputy signs on behalf of somebody) and u.b. (untuk
beliau: who signs for that deputy), as the office writes them (domain facts: Kasubag and Sekretaris put their paraf,
then the Camat signs).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sheets_sync.model import Office, Role
from sheets_sync.procedure import ROLE_NAMES

BLANK = "." * 28  # to be filled by hand
PARAF_ORDER = (Role.PLANNING, Role.SECRETARY)  # the Camat signs after them


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The lines above the signature, then the name, then the NIP where the office has it."""

    above: tuple[str, ...]
    name: str
    nip: str = ""

    def fields(self) -> dict[str, str]:
        """As a template asks for it: jabatan (a line each, closed by a comma), nama, nip."""
        post = "\n".join(self.above)
        return {"jabatan": f"{post}," if post else "", "nama": self.name, "nip": f"NIP {self.nip}" if self.nip else ""}


def signature_block(
    office: Office,
    role: Role | str,
    day: date,
    on_behalf_of: Role | None = None,
    for_him: Role | None = None,
) -> SignatureBlock:
    """The block of the role's (or head's post's) holder on that day; a name that is not recorded stays dotted.

    `on_behalf_of` puts "a.n." and that role's title first; `for_him` is the role between the two, for whom the
    signer signs ("u.b.").
    """
    signer = office.official(role, day)
    above: list[str] = []
    if on_behalf_of is not None:
        above.append(f"a.n. {title(office, on_behalf_of, day)}")
    if for_him is not None:
        above += [title(office, for_him, day), "u.b."]
    above.append(title(office, role, day))
    return SignatureBlock(tuple(above), signer.name if signer else BLANK, signer.nip if signer else "")


def title(office: Office, role: Role | str, day: date) -> str:
    """The post of the role's holder on that day as a paper names it, `Plt. Camat Batui Selatan`.

    Where nobody holds it that day, the post alone, as others have held it.
    """
    if holder := office.official(role, day):
        return holder.title
    known = next((item.post for item in office.officials if role in (item.role, item.post)), "")
    return known or (ROLE_NAMES[role] if isinstance(role, Role) else role)


def parafs(office: Office, day: date, signer: Role) -> tuple[str, ...]:
    """The titles that put their paraf before `signer` signs, in order; one person's once."""
    order = PARAF_ORDER[: PARAF_ORDER.index(signer)] if signer in PARAF_ORDER else PARAF_ORDER
    return tuple(dict.fromkeys(title(office, role, day) for role in order))
