"""What a cell holds once everything is worked out: a number, text, a truth value, an error, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

# The API's word for an error, and what the grid shows for it.
ERROR_TEXT = {
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "ERROR": "#ERROR!",
    "LOADING": "Loading...",
}


@dataclass(frozen=True)
class ErrorValue:
    """An error as the API tells it: `type` is a key of ERROR_TEXT, `message` a sentence for people."""

    type: str
    message: str = ""

    @property
    def text(self) -> str:
        """What the cell shows: `#DIV/0!`, `Loading...`."""
        return ERROR_TEXT.get(self.type, "#ERROR!")


Value = float | str | bool | ErrorValue | None
