"""flask work: do what was deferred."""

import click

from app.kernel.queue import run_worker


@click.command()
@click.option("--concurrency", default=2, show_default=True, help="How many jobs at once.")
def work(concurrency: int) -> None:
    """Work on deferred jobs until stopped; any number of workers share the queue."""
    run_worker(concurrency)
