"""A workbook to be made, in no store's own terms: tabs, cells, looks, drop-downs. Excel and Google paint the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from sheets_sync.grid import Area, Cell, address, column_letters

PAPER_NUMBERS = {"A4": 9, "F4": 14}  # in Excel files; 14 is folio, 8.5 x 13 inches, the office's 215 x 330 mm
INK = "1F2933"  # the colour of text where nothing else is said


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks, and whether it may be typed into."""

    bold: bool = False
    size: int = 11
    color: str = INK
    fill: str = ""
    align: Literal["left", "right", "center"] = "left"
    middle: bool = True  # in the height; else at the top
    wrap: bool = False
    shrink: bool = False
    indent: int = 0
    border: Literal["", "below", "around"] = ""
    number: str = "General"
    locked: bool = True
    span: bool = False  # centred over the empty cells at its right, without merging


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, and what it yields in a workbook that nobody has touched."""

    text: str
    result: str | Decimal = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a cell's text with its own look."""

    text: str
    bold: bool = False
    size: int = 0  # 0: as the cell
    color: str = ""


Content = str | Decimal | Formula | tuple[Run, ...] | None


@dataclass(frozen=True, slots=True)
class CellPlan:
    content: Content
    style: Style
    typed: Cell | None = None  # what a person typed there, as it stood


@dataclass(frozen=True, slots=True)
class Check:
    """What may be typed into the cells of `area`: one of `options`, or a number where there are none.

    Where it is not `strict` the options are offered and anything else may be typed too. `listed` is where they
    stand in the same tab, for stores that cannot keep a comma in the rule itself.
    """

    area: Area
    message: str
    options: tuple[str, ...] = ()
    strict: bool = True
    listed: Area | None = None


@dataclass(frozen=True, slots=True)
class Colour:
    """Cells of `area` change their look while empty, or while they hold that text at the front.

    "asked" is: while empty in a row whose cell in column `beside` is that text, any text where none is given.
    """

    area: Area
    when: Literal["empty", "begins", "asked"]
    text: str = ""
    fill: str = ""
    color: str = ""
    beside: int = 0

    @property
    def condition(self) -> str:
        """What "asked" is as a formula for the area's first cell, without separators, so that every locale reads it."""
        first = address(self.area.top, self.area.left)
        beside = f"${column_letters(self.beside)}{self.area.top}"
        wanted = f'{beside}="{self.text}"' if self.text else f'{beside}<>""'
        return f'({first}="")*({wanted})'


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab to be made; `name` is ours and never changes, `title` is what people see."""

    name: str
    title: str
    widths: tuple[int, ...]  # pixels
    cells: dict[tuple[int, int], CellPlan]
    heights: dict[int, int] = field(default_factory=dict)  # points
    checks: tuple[Check, ...] = ()
    colours: tuple[Colour, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    open_columns: tuple[int, ...] = ()  # to be typed into also in rows for which no cell is planned
    very_hidden: bool = False
    landscape: bool = False
    paper: str = "A4"
    repeat: tuple[int, int] | None = None  # rows printed again on every page
    frozen: tuple[int, int] = (0, 0)  # rows and columns that stay in sight
    footer: str = ""
    editors_role: str = ""  # the role whose addresses alone may type here, where the store knows addresses


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook to be made; `names` are the defined names that find its columns again."""

    key: str
    title: str
    author: str
    sheets: tuple[Sheet, ...]
    names: dict[str, tuple[str, int, int]]  # defined name -> (sheet's name, row, column)
