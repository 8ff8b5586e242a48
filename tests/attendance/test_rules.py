from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.attendance.models import Half
from app.attendance.rules import choose_half, is_newer, may_be_taken, split_into_halves

LJUBLJANA = ZoneInfo("Europe/Ljubljana")
MORNING, AFTERNOON = Half.MORNING, Half.AFTERNOON


def local(day: int, hour: int, minute: int = 0, month: int = 1) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=LJUBLJANA)


def split(starts_at: datetime, ends_at: datetime, minutes: int = 270):
    return split_into_halves(starts_at.astimezone(UTC), ends_at.astimezone(UTC), zone=LJUBLJANA, minutes=minutes)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "halves"),
    [
        pytest.param(local(14, 9), local(14, 16), [(14, MORNING, 154), (14, AFTERNOON, 116)], id="a whole day"),
        pytest.param(local(14, 9), local(14, 12), [(14, MORNING, 270)], id="a morning"),
        pytest.param(local(14, 9), local(14, 13, 15), [(14, MORNING, 270)], id="a quarter past one is still morning"),
        pytest.param(local(14, 13), local(14, 17), [(14, AFTERNOON, 270)], id="an afternoon"),
        pytest.param(local(14, 12, 45), local(14, 17), [(14, AFTERNOON, 270)], id="a quarter to one is afternoon"),
        pytest.param(local(14, 12, 50), local(14, 13, 10), [(14, MORNING, 270)], id="a short one round noon"),
        pytest.param(local(14, 18), local(14, 20), [(14, AFTERNOON, 270)], id="an evening"),
        pytest.param(
            local(14, 9),
            local(15, 17),
            [(14, MORNING, 68), (14, AFTERNOON, 67), (15, MORNING, 67), (15, AFTERNOON, 68)],
            id="two days",
        ),
        pytest.param(local(14, 14), local(15, 12), [(14, AFTERNOON, 135), (15, MORNING, 135)], id="from noon to noon"),
        pytest.param(
            local(14, 18), local(15, 8), [(14, AFTERNOON, 135), (15, MORNING, 135)], id="an evening and an early bird"
        ),
        pytest.param(local(14, 17), local(15, 0), [(14, AFTERNOON, 270)], id="until midnight"),
        pytest.param(
            local(28, 9, month=3),
            local(28, 16, month=3),
            [(28, MORNING, 154), (28, AFTERNOON, 116)],
            id="clocks change",
        ),
    ],
)
def test_an_event_has_half_days_by_the_clock_of_its_venue(starts_at, ends_at, halves):
    assert [(half.day.day, half.half, half.minutes) for half in split(starts_at, ends_at)] == halves


@pytest.mark.parametrize("minutes", [0, 1, 7, 269, 270, 1000])
def test_no_minute_is_lost_in_sharing_out(minutes):
    assert sum(half.minutes for half in split(local(14, 9), local(16, 16), minutes)) == minutes


@pytest.mark.parametrize(
    ("asked", "at", "chosen"),
    [
        ((None, None), local(13, 9), (14, MORNING)),
        ((None, None), local(14, 12), (14, MORNING)),
        ((None, None), local(14, 14), (14, AFTERNOON)),
        ((None, None), local(20, 9), (15, AFTERNOON)),
        ((date(2027, 1, 15), None), local(14, 9), (15, MORNING)),
        ((date(2027, 1, 15), AFTERNOON), local(14, 9), (15, AFTERNOON)),
        ((date(2027, 1, 16), None), local(14, 9), None),
    ],
)
def test_without_being_asked_the_half_day_of_the_moment_is_chosen(asked, at, chosen):
    half = choose_half(split(local(14, 9), local(15, 16)), day=asked[0], half=asked[1], at=at)

    assert (half and (half.day.day, half.half)) == chosen


@pytest.mark.parametrize(("at", "may"), [(local(13, 23, 59), False), (local(14, 0), True), (local(20, 9), True)])
def test_attendance_is_taken_from_the_day_itself_on(at, may):
    afternoon = split(local(14, 9), local(14, 16))[1]

    assert may_be_taken(afternoon, at.astimezone(UTC)) is may


@pytest.mark.parametrize(("known", "seen", "newer"), [(None, 0, False), (1, 0, True), (1, 1, False), (2, 1, True)])
def test_a_list_is_newer_when_its_revision_was_not_seen(known, seen, newer):
    assert is_newer(known, seen) is newer


def test_half_days_follow_one_another():
    halves = split(local(14, 9), local(15, 16))

    assert all(later.starts_at >= earlier.ends_at for earlier, later in zip(halves, halves[1:], strict=False))
    assert halves[0].starts_at == local(14, 9)
    assert halves[-1].ends_at - halves[-1].starts_at == timedelta(hours=3)
