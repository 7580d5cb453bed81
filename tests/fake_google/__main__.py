"""`python -m tests.fake_google --port 8123`: the local Google until Ctrl+C or SIGTERM."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from datetime import UTC, datetime

from tests.fake_google import control
from tests.fake_google.clock import Clock, MovableClock, SystemClock
from tests.fake_google.server import LocalGoogle

DESCRIPTION = """\
A local Google: Sheets v4, Drive v3 and the token endpoints, served from memory.

The first line that is printed is the server's address. Whoever comes without a token, or with one that was
not given out here, is user@example.com, who owns what it makes; a token that is the address of an account
is that account. --strict wants tokens of this server's own token endpoints.
"""


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.fake_google",
        description=DESCRIPTION,
        epilog=control.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0 takes a free one (default)")
    parser.add_argument("--quotas", action="store_true", help="refuse calls over Google's quotas per minute")
    parser.add_argument("--strict", action="store_true", help="refuse tokens that were not given out here")
    parser.add_argument("--no-contract", action="store_true", help="do not check against the discovery documents")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS", help="of each call, on the clock")
    parser.add_argument(
        "--clock", metavar="TIME", help="a clock that stands still at this time (RFC 3339) until a client moves it"
    )
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Serves until it is told to stop; 0 afterwards."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    clock: Clock = SystemClock()
    if options.clock:
        moment = datetime.fromisoformat(options.clock)
        clock = MovableClock(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    done = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: done.set())
    try:
        google = LocalGoogle(
            clock,
            options.port,
            strict=options.strict,
            quotas=options.quotas,
            contract=not options.no_contract,
            latency=options.latency,
            host=options.host,
        )
    except OSError as failure:
        sys.stderr.write(f"Cannot listen on {options.host}:{options.port}: {failure.strerror}\n")
        return 1
    with google:
        sys.stdout.write(google.address + "\n")
        if google.contract.off:
            sys.stdout.write(f"contract: {google.contract.off}\n")
        sys.stdout.flush()
        done.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
