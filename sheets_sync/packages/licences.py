"""The open licences that an office may publish its data under (https://opendefinition.org/licenses/)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its code, as Data Package names it."""

    code: str
    title: str
    path: str


DEFAULT_LICENCE = "CC-BY-4.0"
LICENCES = {
    licence.code: licence
    for licence in (
        Licence(
            "CC-BY-4.0",
            "Creative Commons Atribusi 4.0 Internasional",
            "https://creativecommons.org/licenses/by/4.0/deed.id",
        ),
        Licence(
            "CC-BY-SA-4.0",
            "Creative Commons Atribusi-BerbagiSerupa 4.0 Internasional",
            "https://creativecommons.org/licenses/by-sa/4.0/deed.id",
        ),
        Licence("CC0-1.0", "CC0 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/deed.id"),
        Licence("ODC-BY-1.0", "Open Data Commons Attribution 1.0", "https://opendatacommons.org/licenses/by/1-0/"),
    )
}
