"""The rules of assessment as the office writes them in office.toml: formulas, policies, scale, and what is refused."""

from __future__ import annotations

import re
from decimal import Decimal as D
from pathlib import Path

import pytest

from sheets_sync import kit, settings
from sheets_sync.achievement import category_of
from sheets_sync.assessing import Assessing, Band, Method, Outcome
from tests.settings.test_office import append, change, mistakes_of, places, text_at

POLICIES = (
    ("tanpa_target", "no_target", Outcome.NO_TARGET),
    ("belum_waktunya", "not_due", Outcome.NOT_DUE),
    ("belum_diisi", "empty", Outcome.EMPTY),
    ("target_0_realisasi_0", "zero_both", Outcome.NOT_ASSESSED),
    ("target_0_naik", "zero_target_higher", Outcome.NOT_COMPUTABLE),
    ("target_0_turun", "zero_target_lower", D(0)),
    ("realisasi_0_turun", "zero_actual_ratio", Outcome.NOT_COMPUTABLE),
)


def loaded(folder: Path) -> Assessing:
    office, _ = settings.load(folder)
    return office.assessing


def with_policy(folder: Path, text: str) -> int:
    """The office's file with one line in [penilaian.kebijakan]; where that line stands."""
    append(folder, "office.toml", "[penilaian.kebijakan]")
    return append(folder, "office.toml", text)


def test_what_is_not_written_is_as_usual(office_folder: Path) -> None:
    """No cap, (2T-R)/T, the bounds of Permendagri 86/2017, and every policy at its default."""
    rules = loaded(office_folder)

    assert (rules.average_cap, rules.attention_below, rules.lower_method) == (None, D(76), Method.LOWER)
    assert [(band.name, int(band.floor)) for band in rules.bands] == [
        ("Sangat Tinggi", 91), ("Tinggi", 76), ("Sedang", 66), ("Rendah", 51), ("Sangat Rendah", 0),
    ]  # fmt: skip
    assert [getattr(rules, name) for _, name, _ in POLICIES] == [usual for _, _, usual in POLICIES]


@pytest.mark.parametrize(("key", "name"), [(key, name) for key, name, _ in POLICIES])
@pytest.mark.parametrize(
    ("written", "read"),
    [("100", D(100)), ("0", D(0)), ('"tidak dinilai"', Outcome.NOT_ASSESSED), ('"Tidak dapat dihitung"', Outcome.NOT_COMPUTABLE)],
)  # fmt: skip
def test_each_policy_is_a_setting(office_folder: Path, key: str, name: str, written: str, read: D | Outcome) -> None:
    """A percent that counts, or in words that there is none."""
    with_policy(office_folder, f"{key} = {written}")

    assert getattr(loaded(office_folder), name) == read


@pytest.mark.parametrize(("key", "usual"), [(key, usual) for key, _, usual in POLICIES if isinstance(usual, Outcome)])
def test_a_default_may_be_written_out(office_folder: Path, key: str, usual: Outcome) -> None:
    """Which changes nothing."""
    before = loaded(office_folder)
    with_policy(office_folder, f'{key} = "{usual.value}"')

    assert loaded(office_folder) == before


@pytest.mark.parametrize("sample", [True, False], ids=["sample office", "empty office"])
def test_the_file_shows_every_policy_at_its_default(office_folder: Path, tmp_path: Path, sample: bool) -> None:
    """Behind a number sign; without the signs the office judges as before."""
    before = loaded(office_folder)
    if not sample:
        kit.lay_out(tmp_path / "kosong", sample=False)
    source = office_folder if sample else tmp_path / "kosong"
    text = (source / "office" / "office.toml").read_text("utf-8")
    written = re.findall(r"(?m)^# ((?:\[penilaian\.kebijakan\]|(?:tanpa|belum|target_0|realisasi_0)_\w+ = .+))$", text)
    assert written[0] == "[penilaian.kebijakan]"
    assert [line.split(" = ")[0] for line in written[1:]] == [key for key, _, _ in POLICIES]
    (lower,) = re.findall(r'(?m)^# (rumus_turun = ".+")$', text)
    change(office_folder, "office.toml", "[penilaian]\n", f"[penilaian]\n{lower}\n")
    for line in written:
        append(office_folder, "office.toml", line)

    assert loaded(office_folder) == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('tanpa_target = "belum diisi"', "'tanpa target', 'tidak dapat dihitung', 'tidak dinilai'"),
        ('target_0_turun = "100"', "angka tanpa tanda kutip"),
        ("target_0_naik = -5", "kurang dari nol"),
        ("target_0_naik = nan", "bukan angka"),
        ("target_0_naik = inf", "bukan angka"),
        ("target_0_naik = 1e400", "terlalu besar"),
        ("target_nol = 0", "'target_nol' tidak dikenal"),
    ],
)
def test_a_policy_that_is_none_is_named(office_folder: Path, line: str, said: str) -> None:
    """With its line, and what may be written."""
    number = with_policy(office_folder, line)
    found = mistakes_of(office_folder)

    assert places(found) == {("office.toml", number)}
    assert said in text_at(found, "office.toml", number)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('rumus_turun = "R/T"', "'rumus_turun' pilihannya: (2T-R)/T, T/R"),
        ('rumus_turun = "T-R"', "tidak dikenal"),
        ("batas = 100", "'batas' tidak dikenal"),
    ],
)
def test_a_rule_that_is_none_is_named(office_folder: Path, written: str, said: str) -> None:
    """A formula that does not judge what should fall, one that nobody knows, and a key of no effect."""
    head = change(office_folder, "office.toml", "[penilaian]\n", f"[penilaian]\n{written}\n")
    found = mistakes_of(office_folder)

    assert places(found) == {("office.toml", head + 1)}
    assert said in text_at(found, "office.toml", head + 1)


def test_an_office_may_judge_by_t_over_r(office_folder: Path) -> None:
    """For all of its indicators whose lower value is better, where they name no formula of their own."""
    change(office_folder, "office.toml", "[penilaian]\n", '[penilaian]\nrumus_turun = "T/R"\n')

    assert loaded(office_folder).lower_method is Method.LOWER_RATIO


def test_a_band_may_begin_above_its_bound(office_folder: Path) -> None:
    """Ponorogo's scale: above 85 Sangat Berhasil, above 70 Berhasil, above 55 Cukup, else Kurang; 85 itself is Berhasil."""
    path = office_folder / "office" / "office.toml"
    start, rest = path.read_text("utf-8").split("[[penilaian.skala]]", 1)
    scale = "".join(
        f'[[penilaian.skala]]\nnama = "{name}"\n{begin}\n'
        for name, begin in (
            ("Sangat Berhasil", "di_atas = 85"), ("Berhasil", "di_atas = 70"), ("Cukup", "di_atas = 55"), ("Kurang", "mulai = 0"),
        )
    )  # fmt: skip
    path.write_text(start + scale + "[pemeriksaan]" + rest.split("[pemeriksaan]", 1)[1], "utf-8")
    bands = loaded(office_folder).bands

    assert bands[0] == Band("Sangat Berhasil", D(85), above=True)
    percents = ("85.0000000001", "85", "70.01", "70", "55", "0", "-3")
    assert [category_of(D(percent), bands) for percent in percents] == [
        "Sangat Berhasil", "Berhasil", "Berhasil", "Cukup", "Kurang", "Kurang", "Kurang",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("mulai = 91", "mulai = 91\ndi_atas = 90", "isi salah satu, 'mulai' atau 'di_atas'"),
        ("mulai = 91", "", "isi salah satu, 'mulai' atau 'di_atas'"),
        ("mulai = 0", "di_atas = 0", "harus mulai 0"),
        ("mulai = 91", "mulai = 76", "mulai pada angka yang sama"),
        ('nama = "Tinggi"', 'nama = "Sedang"', "kategori 'Sedang' sudah ada"),
        ("mulai = 91", "mulai = 91\nsampai = 100", "'sampai' tidak dikenal"),
    ],
    ids=["two bounds", "no bound", "nothing for 0", "the same bound", "the same name", "an upper bound"],
)
def test_a_scale_with_a_gap_or_an_overlap_is_refused(office_folder: Path, old: str, new: str, said: str) -> None:
    """Each value lies in one category, and in one only."""
    change(office_folder, "office.toml", old, new)

    assert said in "; ".join(mistake.text for mistake in mistakes_of(office_folder))
