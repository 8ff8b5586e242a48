"""Writes one after another: a registration and a request to sign in, each with its form's token."""

import http.cookiejar
import re
import statistics
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        return None


def time_posts(url: str, fields: Callable[[int, str], dict[str, object]], *, times: int) -> tuple[float, float]:
    """Send the form at `url` again and again as new visitors; return median and 95th percentile in ms.

    `fields(number, form_html)` gives what is typed. An answer other than 303 stops the measurement.
    """
    taken = [_post_once(url, fields, number) for number in range(times)]
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def _post_once(url: str, fields: Callable[[int, str], dict[str, object]], number: int) -> float:
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), _NoRedirect())
    form = opener.open(url).read().decode()
    typed = {"csrf_token": TOKEN.search(form).group(1), **fields(number, form)}
    body = urllib.parse.urlencode(typed, doseq=True).encode()
    started = time.perf_counter()
    try:
        status = opener.open(url, data=body).status
    except urllib.error.HTTPError as answer:
        status = answer.code
    if status != 303:
        raise RuntimeError(f"POST {url} answers {status}")
    return (time.perf_counter() - started) * 1000
