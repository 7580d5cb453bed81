"""The browser in which pages are looked at."""

from __future__ import annotations

import pytest
from playwright.sync_api import sync_playwright


@pytest.fixture(scope="module")
def browser() -> object:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
        yield playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
