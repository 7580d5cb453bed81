"""How commands are called: Indonesian lines of use, the order of the work, and the options that many share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import click

from sheets_sync.control_cells import clean
from sheets_sync.model import Role
from sheets_sync.period import Period
from sheets_sync.typed_time import parse_day

VERBS = (
    "init",
    "demo",
    "run",
    "status",
    "create",
    "pull",
    "validate",
    "feedback",
    "recap",
    "report",
    "render",
    "remind",
    "unit",
    "step",
    "period",
    "format",
    "paper",
    "lock",
    "trail",
)
OFFICIALS = (Role.PLANNING, Role.EVALUATION, Role.SECRETARY, Role.CAMAT)  # who may decide about a unit's workbook


class Verb(click.Command):
    """A command whose line of use is Indonesian."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **{"options_metavar": "[PILIHAN]"} | settings)


class Verbs(click.Group):
    """The verbs in the order of the work; whatever else there is follows them."""

    command_class = Verb
    order: ClassVar[tuple[str, ...]] = VERBS

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's own signature
        others = sorted(set(self.commands) - set(self.order))
        return [name for name in self.order if name in self.commands] + others


class PeriodType(click.ParamType[Period]):
    name = "periode"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        if isinstance(value, Period):
            return value
        try:
            return Period.parse(value)
        except ValueError:
            self.fail(f"{value!r} bukan triwulan; tulis seperti 2026-TW3", param, ctx)


class DayType(click.ParamType[date]):
    """A day, spelt in any of the ways that `step` and Kendali understand."""

    name = "tanggal"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day, clock = parse_day(value, "")
        except ValueError:
            day, clock = None, None
        if day is None or clock is not None:
            self.fail(f"{value!r} bukan tanggal; tulis seperti 2026-10-12 atau 12-10-2026", param, ctx)
        return day


def cleaned(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """Words that are kept, on one line; e-mail addresses and telephone numbers in them are left out."""
    return " ".join(clean(value).split())


def office_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--office", "folder", type=click.Path(path_type=Path), default=".", metavar="DIR",
        help="Folder kantor; bila tidak disebut, folder ini.",
    )(command)  # fmt: skip


def period_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--period", type=PeriodType(), metavar="2026-TW3",
        help="Triwulan yang dikerjakan; bila tidak disebut, triwulan yang terakhir selesai.",
    )(command)  # fmt: skip


def role_option(command: Callable[..., Any]) -> Callable[..., Any]:
    roles = [role.value for role in OFFICIALS]
    return click.option(
        "--oleh", "by", type=click.Choice(roles), default=Role.PLANNING.value, metavar="PERAN", callback=_role,
        help=f"Peran pejabatnya: {', '.join(roles)}; bila tidak disebut, {Role.PLANNING.value}.",
    )(command)  # fmt: skip


def recorder_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Who records what another decided: a role, never a name."""
    roles = [role.value for role in OFFICIALS]
    return click.option(
        "--dicatat-oleh", "by", type=click.Choice(roles), default=Role.PLANNING.value, metavar="PERAN", callback=_role,
        help=f"Peran yang mencatatnya: {', '.join(roles)}; bila tidak disebut, {Role.PLANNING.value}.",
    )(command)  # fmt: skip


def _role(_ctx: click.Context, _param: click.Parameter, value: str) -> Role:
    return Role(value)


def full_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--full", is_flag=True, help="Baca semua lembar, juga yang tidak berubah.")(command)


def verbose_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--verbose", is_flag=True, help="Sebutkan permintaan ke Google, kuota yang terpakai, dan lama menunggu."
    )(command)
