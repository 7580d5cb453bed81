"""Field masks in both spellings."""

from __future__ import annotations

import pytest

from tests.fake_google.errors import ApiError
from tests.fake_google.masks import apply, parse_mask

VALUE = {"a": [{"b": 1, "x": 2, "c": {}}, {}], "e": {"q": 1, "r": {"s": 2}}, "z": 1}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("z", {"z": 1}),
        ("a(b)", {"a": [{"b": 1}, {}]}),
        ("a/b,z", {"a": [{"b": 1}, {}], "z": 1}),
        ("a.c.d", {"a": [{"c": {}}, {}]}),
        ("e/*/s", {"e": {"q": 1, "r": {"s": 2}}}),
        ("e,e/q", {"e": VALUE["e"]}),
        ("*", VALUE),
        ("", VALUE),
        (" z , e ( q ) ", {"e": {"q": 1}, "z": 1}),
        ("missing", {}),
    ],
)
def test_what_a_mask_leaves(text: str, left: object) -> None:
    """Lists are walked through, objects that are present stay even when nothing in them was asked for."""
    assert apply(parse_mask(text), VALUE) == left


@pytest.mark.parametrize("text", ["a(b", "a)", "a,,b", "a/", ",a", "a(b)c", "a b", "a(b))", "a&b"])
def test_garbage_is_refused(text: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_mask(text)
    assert refusal.value.code == 400


def test_what_an_update_mask_covers() -> None:
    """A whole field covers its parts, not the other way round."""
    mask = parse_mask("userEnteredFormat(textFormat,padding/top),note")
    assert mask.covers("note")
    assert mask.covers("userEnteredFormat.textFormat.bold")
    assert not mask.covers("userEnteredFormat.padding")
    assert mask.touches("userEnteredFormat.padding")
    assert not mask.touches("dataValidation")
    assert mask.paths() == ["userEnteredFormat.textFormat", "userEnteredFormat.padding.top", "note"]
