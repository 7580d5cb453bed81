"""The same rules as Frictionless and as pandera on polars say them, each used the way its documentation advises.

Built-in constraints wherever they exist; what looks at two columns of a row is a check of our own, in Frictionless a
subclass of Check (its formulas cost several times as much), in pandera an expression.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandera.polars as pa
import polars as pl
from frictionless import Check, Checklist, Resource, Schema, errors

from benchmarks.validator_rows import CODE, PREDICATES, FoundCell, Row

# --- Frictionless ---------------------------------------------------------------------------------------------

TABLE_SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "unit", "type": "string", "constraints": {"required": True}},
        {"name": "code", "type": "string", "constraints": {"required": True, "pattern": CODE}},
        {"name": "figure", "type": "number", "constraints": {"minimum": 0}},
        {"name": "predicate", "type": "string", "constraints": {"enum": list(PREDICATES)}},
        {"name": "maximum", "type": "number"},
        {"name": "evidence", "type": "boolean"},
        {"name": "note", "type": "string"},
        {"name": "sent_target", "type": "string"},
        {"name": "shown_target", "type": "string"},
    ],
    "primaryKey": ["unit", "code"],
}
NAMES = tuple(field["name"] for field in TABLE_SCHEMA["fields"])


class Together(Check):
    """The rules that look at several cells of a row."""

    type = "together"
    Errors = [errors.CellError]  # noqa: RUF012

    def validate_row(self, row: Any) -> Iterable[Any]:
        """An error of the cell for each rule that is broken."""
        cells = dict(zip(NAMES, row.cells, strict=True))
        for name in broken_together(cells, row["figure"]):
            yield errors.CellError.from_row(row, note="", field_name=name)


def broken_together(cells: Row, figure: Any) -> Iterable[str]:
    """The columns at fault; `figure` is None where it is no number."""
    missing = cells["figure"] is None and cells["predicate"] is None
    if missing:
        yield "predicate" if cells["sent_target"] in PREDICATES else "figure"
    if figure is not None and cells["maximum"] is not None and figure > cells["maximum"]:
        yield "figure"
    if cells["evidence"] and not missing and not cells["note"]:
        yield "note"
    if cells["shown_target"] != cells["sent_target"]:
        yield "shown_target"


def frictionless_cells(rows: list[Row]) -> set[FoundCell]:
    """The cells that Frictionless finds fault with."""
    resource = Resource(data=rows, schema=Schema.from_descriptor(TABLE_SCHEMA))
    report = resource.validate(Checklist(checks=[Together()]), limit_errors=len(rows) * len(NAMES))
    found = set()
    for error in report.tasks[0].errors:
        assert isinstance(error, errors.RowError)  # of the file as a whole there is nothing to find
        row = rows[error.row_number - 2]
        found.add((row["unit"], row["code"], getattr(error, "field_name", "code")))
    return found


# --- pandera --------------------------------------------------------------------------------------------------

FRAME_SCHEMA = {
    "unit": pl.String, "code": pl.String, "figure": pl.String, "predicate": pl.String, "maximum": pl.Float64,
    "evidence": pl.Boolean, "note": pl.String, "sent_target": pl.String, "shown_target": pl.String,
}  # fmt: skip
FIGURE, NUMBER, PREDICATE = pl.col("figure"), pl.col("number"), pl.col("predicate")
IS_PREDICATE = pl.col("sent_target").is_in(PREDICATES)
MISSING = FIGURE.is_null() & PREDICATE.is_null()


def _rule(column: str, kept: pl.Expr) -> pa.Check:
    """A rule over the row, named for the column that is at fault."""
    return pa.Check(lambda data: data.lazyframe.select(kept), name=column)


RULES_OF_FRAME = pa.DataFrameSchema(
    {
        "unit": pa.Column(pl.String),
        "code": pa.Column(pl.String, pa.Check.str_matches(CODE)),
        "number": pa.Column(pl.Float64, pa.Check.ge(0), nullable=True),
        "predicate": pa.Column(pl.String, pa.Check.isin(PREDICATES), nullable=True),
    },
    checks=[
        _rule("figure", ~MISSING | IS_PREDICATE),
        _rule("predicate", ~MISSING | ~IS_PREDICATE),
        _rule("figure", NUMBER.is_not_null() | FIGURE.is_null()),
        _rule("figure", (pl.col("maximum") >= NUMBER).fill_null(value=True)),
        _rule("note", ~pl.col("evidence") | MISSING | pl.col("note").is_not_null()),
        _rule("shown_target", pl.col("shown_target") == pl.col("sent_target")),
    ],
    unique=["unit", "code"],
)


def pandera_cells(rows: list[Row]) -> set[FoundCell]:
    """The cells that pandera finds fault with, frame building included."""
    frame = pl.DataFrame(rows, schema=FRAME_SCHEMA, strict=False).with_columns(
        FIGURE.cast(pl.Float64, strict=False).alias("number")
    )
    try:
        RULES_OF_FRAME.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as problem:
        cases = problem.failure_cases
        return {
            (rows[index]["unit"], rows[index]["code"], _at_fault(column, check))
            for column, check, index in cases.select("column", "check", "index").iter_rows()
        }
    return set()


def _at_fault(column: str | None, check: str) -> str:
    """The column of a failure: that of a rule of ours is the rule's name."""
    if check == "multiple_fields_uniqueness":
        return "code"
    return check if column is None else {"number": "figure"}.get(column, column)
