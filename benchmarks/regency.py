"""`python -m benchmarks.regency`: a kabupaten of 23 kecamatan, 276 units and 5,520 indicators, from packages to the built site."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.__main__ import PERIOD, row
from benchmarks.measure import measure
from tests.districts import large_regency, write_site


def main() -> None:
    """Print what one run took, reading included, and how large the largest page is; packages are made beforehand."""
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        districts = large_regency()
        for district in districts:
            write_site(room / district.region, district)
        sources = [district.region for district in districts]
        found = measure("sheets_sync", "merge", *sources, "--into", "kabupaten", "--period", PERIOD, cwd=room)
        row("a kabupaten of 23 kecamatan, packages to the built site", found, "15 s, 200 MB")
        pages = list((room / "kabupaten" / "public").rglob("*.html"))
        largest = max(path.stat().st_size for path in pages)
        print(f"  {len(pages)} pages, the largest {largest / 1e3:.0f} KB   asked: 120 KB")


if __name__ == "__main__":
    main()
