"""Load from wrk on the loopback address: median, 95th percentile and requests per second."""

import json
import subprocess
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

SCRIPT = """
wrk.headers["Cookie"] = "{cookie}"
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('\\nRESULT {{"requests": %d, "micros": %d, "p50": %d, "p95": %d, "errors": %d}}\\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95),
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True)
class Load:
    """What came of one run at a number of connections; times in milliseconds."""

    connections: int
    p50_ms: float
    p95_ms: float
    per_second: float
    requests: int
    errors: int

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


def run_load(url: str, *, connections: int, seconds: int, cookie: str = "") -> Load:
    """Ask for one address again and again; raise if the answers are errors."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT.format(cookie=cookie))
        script.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", script.name, url]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = json.loads(next(line[7:] for line in out.splitlines() if line.startswith("RESULT ")))
    if found["errors"]:
        raise RuntimeError(f"{found['errors']} of {found['requests']} answers of {url} were errors")
    return Load(
        connections=connections,
        p50_ms=found["p50"] / 1000,
        p95_ms=found["p95"] / 1000,
        per_second=found["requests"] / (found["micros"] / 1_000_000),
        requests=found["requests"],
        errors=found["errors"],
    )


def is_installed() -> bool:
    """Tell whether wrk is on this machine."""
    return any((Path(folder) / "wrk").exists() for folder in ("/usr/bin", "/usr/local/bin"))
