"""The table that people read."""

from typing import Any

HEAD = (
    f"{'page':<20}{'SQL':>5}{'KiB':>7}{'CPU ms':>8}"
    f"{'c=1 p50':>9}{'p95':>7}{'req/s':>7}{'c=8 p50':>9}{'p95':>7}{'req/s':>7}"
    f"{'c=32 p50':>10}{'req/s':>7}{'x floor':>9}"
)
BUDGETS = {
    "start_seconds": ("start to first answer, s", 1.5),
    "memory_mib": ("memory of both workers after load, MiB", 250),
}
MOST_TIMES_FLOOR = 3


def print_report(results: dict[str, Any]) -> None:
    """Print what was measured beside the budgets of product.md §5."""
    print(HEAD)
    for page in results["pages"]:
        print(_page_line(page))
    print(f"\nbudget: c=8 median at most {MOST_TIMES_FLOOR} x the floor in the same run; at most 8 statements a page\n")
    for key, (label, most) in BUDGETS.items():
        print(f"{label:<45}{results[key]:>8.1f}   budget {most}")
    print(
        f"{'the floor: start s / memory MiB':<45}"
        f"{results['floor_start_seconds']:>8.1f}{results['floor_memory_mib']:>8.1f}"
    )
    for name, times in results["writes"].items():
        print(f"{'POST ' + name + ', one after another, ms':<45}{times['p50_ms']:>8.1f}   p95 {times['p95_ms']:.1f}")
    print("\nfirst view in Chromium         requests     KiB   load ms   (budget 8 requests, 120 KiB)")
    for name, view in results["first_views"].items():
        print(f"{name:<30}{view['requests']:>9}{view['kib']:>8.1f}{view['load_ms']:>10.0f}")


def _page_line(page: dict[str, Any]) -> str:
    loads = page["loads"]
    ratio = loads["page8"]["p50_ms"] / loads["floor8"]["p50_ms"]
    cells = f"{page['name']:<20}{page['statements']:>5}{page['bytes'] / 1024:>7.1f}{page['cpu_ms']:>8.1f}"
    for connections in (1, 8):
        found = loads[f"page{connections}"]
        cells += f"{found['p50_ms']:>9.1f}{found['p95_ms']:>7.1f}{found['per_second']:>7.0f}"
    return cells + f"{loads['page32']['p50_ms']:>10.1f}{loads['page32']['per_second']:>7.0f}{ratio:>9.2f}"
