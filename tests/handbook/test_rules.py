"""State of a text, and the time it takes to read."""

import pytest

from app.handbook.rules.texts import TextState, decide_state, hash_of, minutes_to_read


@pytest.mark.parametrize(
    ("then", "now", "state"),
    [
        (None, "a", TextState.MISSING),
        (None, None, TextState.MISSING),
        ("a", "a", TextState.CURRENT),
        ("a", "b", TextState.STALE),
        ("a", None, TextState.CURRENT),
    ],
)
def test_a_text_is_stale_when_its_source_has_moved_on(then, now, state):
    assert decide_state(then, now) is state


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Prvi odstavek.", "Prvi odstavek.  \n", True),
        ("Ena.\r\nDve.", "Ena.\nDve.", True),
        ("c\u030cas", "\u010das", True),
        ("Prvi odstavek.", "Drugi odstavek.", False),
        ("- a\n- b", "- a b", False),
    ],
)
def test_the_hash_tells_whether_a_text_has_changed(one, other, is_same):
    assert (hash_of(one) == hash_of(other)) is is_same


@pytest.mark.parametrize(("letters", "minutes"), [(0, 1), (1200, 1), (1201, 2), (12_000, 10)])
def test_reading_time_is_in_whole_minutes(letters, minutes):
    assert minutes_to_read(letters) == minutes
