"""An organiser's way: plan a delivery, fill its places fairly, tell the people, and let a failed job try again."""

import csv
import io
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from app.kernel.database import transaction
from tests.journeys.conftest import LOCALES, SIZES
from tests.journeys.house import House
from tests.journeys.walker import Count, Walker

BUDGET = Count(screens=12, clicks=45, fields=45)
"""Of planning a study visit, the greater task; a delivery must cost less."""
TITLES = {"sl": "Jesen 2031", "de": "Herbst 2031", "en": "Autumn 2031"}
SESSIONS = {"sl": "Prvo srečanje", "de": "Erster Termin", "en": "First meeting"}
REASON = "Zu viele aus einer Gemeinde."


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("locale", LOCALES)
def test_an_organiser_plans_a_delivery_and_looks_after_its_people(
    enter: Callable[..., Walker], house: House, locale: str, size: tuple[int, int], report: Callable[..., None]
) -> None:
    organise(enter(locale, size), house, report)


def test_an_organiser_does_all_of_it_without_a_mouse(
    enter: Callable[..., Walker], house: House, report: Callable[..., None]
) -> None:
    organise(enter("de", SIZES["wide"], by_keys=True), house, report)


def organise(walker: Walker, house: House, report: Callable[..., None]) -> None:
    walker.sign_in_as("organiser")
    plan_a_delivery(walker)
    report(walker.count, BUDGET)
    narrow_and_sort_the_list(walker)
    take_the_list_along(walker)
    confirm_and_withdraw(walker, house)
    move_somebody(walker, house)
    write_to_the_people(walker, house)
    let_a_failed_job_try_again(walker, house)


def plan_a_delivery(walker: Walker) -> None:
    walker.open("/organise/deliveries")
    walker.follow("Plan a delivery")
    walker.select("module", walker.main.locator("[name=module] option").nth(1).inner_text())
    for locale, title in TITLES.items():
        walker.fill(f"title-{locale}", title)
    walker.fill("opens_at", "2026-01-10T08:00")
    walker.fill("closes_at", "2031-09-30T23:59")
    walker.press_button("Save and add sessions")
    walker.fill("starts_at", "2031-10-14T09:00")
    walker.fill("ends_at", "2031-10-14T16:00")
    for locale, title in SESSIONS.items():
        walker.fill(f"title-{locale}", title)
    walker.fill("teaching_minutes", "360")
    walker.fill("town", "Ptuj")
    walker.press_button("Add the session")
    walker.press_button("Copy, a week later")
    walker.follow_crumb(TITLES[walker.locale])
    walker.press_button("Publish the delivery")
    walker.reads(walker.t("published"))


def narrow_and_sort_the_list(walker: Walker) -> None:
    """Go to the full delivery's registrations; look for one municipality, one name, and sort by name."""
    walker.open("/organise/deliveries")
    walker.press(full_delivery(walker).get_by_role("link", name=walker.t("Registrations")).first)
    everybody = len(names(walker))
    walker.press(walker.main.locator("thead a").first)
    in_order = names(walker)
    walker.press(walker.main.locator("thead a").first)
    assert names(walker) == in_order[::-1] != in_order
    walker.choose_option("municipality", index=1)
    walker.press_button("Show")
    assert 0 < len(names(walker)) < everybody
    walker.press(walker.main.locator(".filter-clear").first)
    walker.fill("q", in_order[0].split(",")[0].lower())
    walker.press_button("Show")
    assert in_order[0] in names(walker)
    walker.press(walker.main.locator(".filter-clear").first)


def full_delivery(walker: Walker):
    """Find the row of the delivery that has a waiting list."""
    rows = walker.main.locator("tbody tr")
    waiting = [int(text.split()[-1]) for text in rows.locator("td:nth-of-type(6)").all_inner_texts()]
    return rows.nth(waiting.index(max(waiting)))


def names(walker: Walker) -> list[str]:
    return walker.main.locator("tbody th a").all_inner_texts()


def take_the_list_along(walker: Walker) -> None:
    shown = names(walker)
    content = walker.download(walker.link("Excel")).path().read_bytes()
    sheet = load_workbook(io.BytesIO(content), read_only=True).active
    in_sheet = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    text = walker.download(walker.link("CSV")).path().read_bytes().decode("utf-8-sig")
    in_csv = [row[0] for row in list(csv.reader(io.StringIO(text), delimiter=";"))[1:]]
    assert len(in_sheet) == len(in_csv) == len(shown)
    assert in_sheet == in_csv


def confirm_and_withdraw(walker: Walker, house: House) -> None:
    """Withdraw one who has a place, with a reason; whoever waited longest moves up and is told."""
    walker.press(walker.main.locator(".state-tabs a", has_text=walker.t("confirmed")).first)
    walker.tick(walker.main.locator("tbody .choose").first)
    leaving = names(walker)[0]
    walker.press_button("Withdraw…")
    walker.reads(leaving)
    walker.fill("reason", REASON)
    walker.press(walker.main.locator("form.form-column button[type=submit]").first)
    mails = len(house.mailbox.mails)
    house.work_off()
    assert len(house.mailbox.mails) >= mails + 2


def move_somebody(walker: Walker, house: House) -> None:
    """Move somebody to another date of the module, who is told."""
    walker.press(walker.main.locator("tbody th a").first)
    walker.choose_option("target", index=1)
    walker.press_button("Move")
    mails = len(house.mailbox.mails)
    house.work_off()
    assert len(house.mailbox.mails) > mails


def write_to_the_people(walker: Walker, house: House) -> None:
    walker.open("/organise/deliveries")
    walker.press(full_delivery(walker).get_by_role("link", name=walker.t("Registrations")).first)
    walker.tick(walker.page.locator("[data-choose-all]"))
    chosen = walker.main.locator("tbody .choose:checked").count()
    walker.press_button("Write…")
    for locale in LOCALES:
        walker.fill(f"subject-{locale}", f"Malica / Jause {locale}")
        walker.fill(f"body-{locale}", "Prinesite copate.\n\nBringen Sie Hausschuhe mit.")
    walker.press_button("Preview")
    walker.press(walker.main.locator("button[name=step][value=send]"))
    mails = len(house.mailbox.mails)
    house.work_off()
    assert len(house.mailbox.mails) == mails + chosen


def let_a_failed_job_try_again(walker: Walker, house: House) -> None:
    house.do(fail_a_job)
    walker.open("/organise")
    walker.reads("ConnectionRefusedError")
    walker.press(walker.main.locator("form[action*='/retry'] button").first)
    walker.reads(walker.t("The job is in the queue again."))


def fail_a_job() -> None:
    """Leave a job as one that gave up, as after six refusals of the mail server."""
    with transaction() as session:
        job_id = session.scalar(
            sa.text(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)"
                " VALUES ('default', 'registration.created → registration.jobs.send_confirmation', '{}', 'failed', 7)"
                " RETURNING id"
            )
        )
        session.execute(
            sa.text(
                "INSERT INTO job_failure (job_id, failed_at, reason, details)"
                " VALUES (:id, now(), 'ConnectionRefusedError: the mail server', '')"
            ),
            {"id": job_id},
        )
