"""In which order organisations and logos stand."""

import uuid

import pytest

from app.programmes.rules import moved

A, B, C = (uuid.UUID(int=number) for number in (1, 2, 3))


@pytest.mark.parametrize(
    ("key", "by", "order"),
    [(B, -1, [B, A, C]), (B, 1, [A, C, B]), (A, -1, [A, B, C]), (C, 1, [A, B, C]), (A, 1, [B, A, C])],
)
def test_one_step_is_one_place_and_the_ends_stand_firm(key, by, order):
    assert moved([A, B, C], key, by=by) == order
