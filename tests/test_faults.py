"""The log of a fault: enough to find it, and nothing of what people typed or keep secret."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sheets_sync.faults import fault_text

AT = datetime(2026, 10, 8, 2, 30, tzinfo=UTC)
TRACE = 'Traceback:\n  File "units.py", line 76, in approve\nValueError: '


def told(trace: str = TRACE, *arguments: str, **environment: str) -> str:
    return fault_text("sheets-sync 1", arguments, AT, trace, environment)


def test_a_fault_can_be_found() -> None:
    """Versions, moment, command, options and the traceback stand in it."""
    text = told(TRACE + "division by zero", "render", "--period", "2026-TW3")
    assert text.startswith("sheets-sync 1, 2026-10-08T02:30:00+00:00\nperintah: render --period …\n")
    assert text.endswith('File "units.py", line 76, in approve\nValueError: division by zero')


def test_what_was_typed_in_the_command_is_left_out() -> None:
    """Names, notes and files behind an option, however they are attached to it."""
    text = told(
        TRACE, "step", "1", "--dicatat-oleh", "Dewi Contoh", "--catatan=ditelepon Dewi", "--bukti", "/rumah/dewi.jpg"
    )
    assert text.splitlines()[1] == "perintah: step … --dicatat-oleh … --catatan=… --bukti …"


@pytest.mark.parametrize(
    "private",
    [
        "a.b@contoh.invalid", "0812-0000-0001", "812 0000 0001", "+62 (812) 0000 0001", "6281200000001",
        "19640101 199001 1 001", "rahasia sekali", "pengguna-surel",
    ],
)  # fmt: skip
def test_private_data_in_a_fault_is_masked(private: str) -> None:
    """An address, a number in any spelling, an NIP, and what the environment keeps secret."""
    secrets = {"SHEETS_SYNC_SMTP_PASSWORD": "rahasia sekali", "SHEETS_SYNC_SMTP_USER": "pengguna-surel"}
    text = told(f"{TRACE}'{private}' tidak dikenal", **secrets)
    assert text.endswith("ValueError: '[disamarkan]' tidak dikenal")
