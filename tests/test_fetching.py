"""Packages fetched from a folder and from a site on loopback, friendly and hostile."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sheets_sync.district import District
from sheets_sync.fetching import ATTEMPTS, read_source, web
from sheets_sync.packages.index import INDEX, index_of, package_folder
from sheets_sync.packages.troubles import Fetch, Trouble
from sheets_sync.packages.writing import write
from sheets_sync.period import Period
from tests.packages.districts import DISTRICT, files_of

EARLIER = replace(DISTRICT, period="2026-TW2")
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What the server holds: bodies and behaviours by path, and what it was asked."""

    files: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(handler.path)
        self.heads.append(dict(handler.headers))
        if answer := self.answers.get(handler.path):
            answer(handler)
            return
        body = self.files.get(handler.path)
        handler.send_response(404 if body is None else 200)
        handler.send_header("Content-Length", str(len(body or b"")))
        handler.end_headers()
        handler.wfile.write(body or b"")


@contextmanager
def served(site: Site) -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site(self)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield site
        server.shutdown()
        thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    """A published site with two periods."""
    files = {f"/{INDEX}": index_of([DISTRICT, EARLIER])}
    for item in (DISTRICT, EARLIER):
        files |= {f"/{package_folder(item.period)}{name}": content for name, content in files_of(item).items()}
    with served(Site(files)) as running:
        yield running


def told(where: str, period: Period | None = None) -> str:
    """Why nothing could be read."""
    found = read_source(where, period)
    assert not isinstance(found, District)
    return "; ".join(map(str, found))


def patient(address: str) -> tuple[Fetch, list[float]]:
    """Fetches from that address with pauses that are counted, not slept."""
    slept: list[float] = []
    fetch = web(address, slept.append)
    assert not isinstance(fetch, Trouble)
    return fetch, slept


# --- folders -------------------------------------------------------------------------------------------------


def test_a_package_in_a_folder(tmp_path: Path) -> None:
    """The folder, or its `datapackage.json`."""
    write(tmp_path / "paket", files_of())
    assert read_source(str(tmp_path / "paket")) == DISTRICT
    assert read_source(str(tmp_path / "paket" / "datapackage.json")) == DISTRICT


def test_a_site_in_a_folder(tmp_path: Path) -> None:
    """The newest period, or the one asked for."""
    for item in (DISTRICT, EARLIER):
        write(tmp_path / package_folder(item.period), files_of(item))
    write(tmp_path / "hasil" / "data", {"index.json": index_of([DISTRICT, EARLIER])})
    assert read_source(str(tmp_path)) == DISTRICT
    assert read_source(str(tmp_path), Period(2026, 2)) == EARLIER


def test_a_folder_without_a_package(tmp_path: Path) -> None:
    """Both places where one could be are named; so is a folder that is none."""
    assert told(str(tmp_path)) == (
        "datapackage.json: tidak ada, dan hasil/data/index.json pun tidak; periksa folder atau alamatnya"
    )
    (tmp_path / "berkas").write_text("x")
    assert "tidak ada" in told(str(tmp_path / "berkas"))


def test_another_period_than_asked_for(tmp_path: Path) -> None:
    """A package of its own folder is held against the period too."""
    write(tmp_path, files_of())
    assert told(str(tmp_path), Period(2026, 1)) == ("datapackage.json: berisi 2026-TW3, padahal yang diminta 2026-TW1")


def test_a_file_in_a_folder_that_grew(tmp_path: Path) -> None:
    """It is not read beyond what the descriptor says."""
    write(tmp_path / "p", files_of())
    with (tmp_path / "p" / "unit.csv").open("ab") as stream:
        stream.write(b"x" * 10)
    assert told(str(tmp_path / "p")).startswith("unit.csv: lebih besar daripada yang seharusnya")


# --- sites ---------------------------------------------------------------------------------------------------


def test_a_published_site(site: Site) -> None:
    """By its root, its list, or a package's own address; the newest period unless told."""
    assert read_source(site.address) == DISTRICT
    assert read_source(site.address.rstrip("/"), Period(2026, 2)) == EARLIER
    assert read_source(f"{site.address}{INDEX}") == DISTRICT
    assert read_source(f"{site.address}index.html?x=1#y") == DISTRICT
    assert read_source(f"{site.address}{package_folder('2026-TW2')}datapackage.json") == EARLIER


def test_a_period_that_the_site_has_not(site: Site) -> None:
    """Those that it has are named."""
    assert told(site.address, Period(2025, 1)).endswith("2025-TW1 tidak ada; yang ada: 2026-TW2, 2026-TW3")


def test_a_list_that_points_to_another_period(site: Site) -> None:
    """What comes is held against what the list promised."""
    site.files[f"/{INDEX}"] = index_of([DISTRICT]).replace(b'"hasil/2026-TW3', b'"hasil/2026-TW2')
    assert told(site.address).endswith("berisi 2026-TW2, padahal yang diminta 2026-TW3")


def test_a_package_without_one_of_its_files(site: Site) -> None:
    """Named; the rest is not taken."""
    del site.files[f"/{package_folder('2026-TW3')}unit.csv"]
    assert told(site.address) == "hasil/2026-TW3/data/unit.csv: tidak ada di situs itu"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("file:///etc/passwd", "alamat harus diawali https://"),
        ("FILE:/etc/passwd", "alamat harus diawali https://"),
        ("ftp://contoh.invalid/", "alamat harus diawali https://"),
        ("https:///tanpa-situs", "alamat harus diawali https://"),
        ("http://[", "alamat harus diawali https://"),
        ("http://contoh.invalid:x/", "alamat harus diawali https://"),
        ("https://nama:rahasia@contoh.invalid/", "hapus nama pengguna dan kata sandi"),
        ("https://nama@contoh.invalid/", "hapus nama pengguna dan kata sandi"),
    ],
)
def test_addresses_that_are_refused(address: str, words: str) -> None:
    """Nothing but http and https, and no sign-in; a password is not repeated in the message."""
    said = told(address)
    assert words in said
    assert "rahasia" not in said


def redirect(to: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", to)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


@pytest.mark.parametrize(
    "to", ["http://localhost:{port}/x", "https://127.0.0.1:{port}/x", "http://127.0.0.1:1/x", "file:///etc/passwd",
           "http://a@127.0.0.1:{port}/x", "//contoh.invalid/x", "http://[/"]
)  # fmt: skip
def test_no_other_host_by_a_redirect(site: Site, to: str) -> None:
    """Neither another name, nor another port, nor a file, nor a sign-in."""
    site.answers["/datapackage.json"] = redirect(to.format(port=site.port))
    site.files["/x"] = b"{}"
    assert "situs mengalihkan ke" in told(site.address)
    assert site.asked == ["/datapackage.json"]


def test_a_redirect_on_the_same_host(site: Site) -> None:
    """Followed; but not without end."""
    site.answers["/lama/datapackage.json"] = redirect(f"/{package_folder('2026-TW3')}datapackage.json")
    fetch, _ = patient(f"{site.address}lama")
    assert fetch("datapackage.json", 10**6) == files_of()["datapackage.json"]
    site.answers["/putar"] = redirect("/putar")
    fetch, _ = patient(site.address)
    assert fetch("putar", 10) == Trouble("putar", "situs mengalihkan terus-menerus")


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x" * 65_536)
    except OSError:
        return


def test_an_endless_body_is_bounded(site: Site) -> None:
    """Reading ends a little beyond what may be."""
    site.answers["/tanpa-akhir"] = endless
    fetch, slept = patient(site.address)
    found = fetch("tanpa-akhir", 100_000)
    assert isinstance(found, Trouble)
    assert "lebih besar daripada yang seharusnya (100000 bita)" in found.text
    assert not slept


def test_an_endless_redirect_is_bounded(site: Site) -> None:
    """What comes with a redirect is not read at all."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", "/baik")
        handler.end_headers()
        for _ in range(2000):  # 131 MB: far more than the system's buffers hold
            handler.wfile.write(b"x" * 65_536)
        site.asked.append("semua terkirim")

    def patiently(handler: BaseHTTPRequestHandler) -> None:
        with contextlib.suppress(OSError):
            answer(handler)

    site.answers["/x"] = patiently
    site.files["/baik"] = b"isi"
    fetch, _ = patient(site.address)
    assert fetch("x", 10) == b"isi"
    assert site.asked == ["/x", "/baik"]


def test_a_body_that_drips_is_given_up(site: Site) -> None:
    """By a clock that leaps a minute at each look, the third part comes too late."""
    site.answers["/menetes"] = endless
    times = iter(range(0, 10**6, 60))
    fetch = web(site.address, lambda _: None, lambda: float(next(times)))
    assert not isinstance(fetch, Trouble)
    found = fetch("menetes", 10**9)
    assert isinstance(found, Trouble)
    assert "lebih dari 120 detik untuk satu berkas" in found.text


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """A byte at a time, until nobody listens any more."""
    handler.send_response(200)
    handler.end_headers()
    with contextlib.suppress(OSError):
        while True:
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.02)


def test_the_clock_is_looked_at_before_a_whole_part_is_there(site: Site) -> None:
    """64 KB of one byte at a time take eighteen hours at a byte a second; here the third byte comes too late."""
    site.answers["/menetes"] = dripping
    times = iter(range(0, 10**6, 60))
    fetch = web(site.address, lambda _: None, lambda: float(next(times)))
    assert not isinstance(fetch, Trouble)
    begun = time.monotonic()
    found = fetch("menetes", 10**9)
    assert isinstance(found, Trouble)
    assert "lebih dari 120 detik untuk satu berkas dari 127.0.0.1; jalankan lagi nanti" in found.text
    assert time.monotonic() - begun < 10


def broken(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"x")


def busy(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(503)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


@pytest.mark.parametrize(("answer", "words"), [(broken, "tidak tersambung atau terputus"), (busy, "kode 503")])
def test_what_may_pass_is_tried_again(site: Site, answer: Answer, words: str) -> None:
    """Three times with a pause, then told; half a body is never taken."""
    site.answers["/x"] = answer
    fetch, slept = patient(site.address)
    found = fetch("x", 10_000)
    assert isinstance(found, Trouble)
    assert words in found.text
    assert (len(site.asked), slept) == (ATTEMPTS, [2.0, 4.0])


def test_a_site_that_comes_back(site: Site) -> None:
    """The second attempt is good."""
    site.files["/x"] = b"isi"

    def once(handler: BaseHTTPRequestHandler) -> None:
        del site.answers["/x"]
        busy(handler)

    site.answers["/x"] = once
    fetch, slept = patient(site.address)
    assert (fetch("x", 10), slept) == (b"isi", [2.0])


def test_nobody_there() -> None:
    """A port that nothing listens on."""
    with served(Site()) as gone:
        address = gone.address
    fetch, _ = patient(address)
    found = fetch("x", 10)
    assert isinstance(found, Trouble)
    assert not found.absent
    assert "tidak dapat diambil dari 127.0.0.1" in found.text


def test_a_refusal_is_told(site: Site) -> None:
    """A site that wants a sign-in."""

    def forbidden(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(403)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.answers["/datapackage.json"] = forbidden
    assert told(site.address) == "datapackage.json: situs menolak (kode 403)"


def test_no_password_of_this_machine_is_sent(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a .netrc holds for that host stays here."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login nama password rahasia\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    assert read_source(site.address) == DISTRICT
    assert not [head for head in site.heads if "Authorization" in head]
