"""Writes one after another: a registration and a request to sign in, each with its form's token."""

import http.cookiejar
import re
import statistics
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable

Fields = Callable[[int], dict[str, object]]
INPUT = re.compile(r"<input[^>]*>")
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        return None


def time_posts(url: str, fields: Fields, *, times: int) -> tuple[float, float]:
    """Send the form at `url` again and again as new visitors; return median and 95th percentile in ms.

    `fields(number)` gives what is typed; the rest is sent as the form gave it. Any answer but 303 stops it all.
    """
    taken = [_post_once(url, fields, number) for number in range(times)]
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def _post_once(url: str, fields: Fields, number: int) -> float:
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), _NoRedirect())
    form = opener.open(url).read().decode()
    typed = {**filled_in(form), **fields(number)}
    body = urllib.parse.urlencode(typed, doseq=True).encode()
    started = time.perf_counter()
    try:
        status = opener.open(url, data=body).status
    except urllib.error.HTTPError as answer:
        status = answer.code
    if status != 303:
        raise RuntimeError(f"POST {url} answers {status}")
    return (time.perf_counter() - started) * 1000


def filled_in(form: str) -> dict[str, list[str]]:
    """Return what a form sends untouched: its hidden fields and what is ticked."""
    found: dict[str, list[str]] = {}
    for tag in INPUT.findall(form):
        given = dict(ATTRIBUTE.findall(tag))
        ticked = given.get("type") in {"checkbox", "radio"} and " checked" in tag
        if given.get("name") and (given.get("type") == "hidden" or ticked):
            found.setdefault(given["name"], []).append(given.get("value", ""))
    return found
