"""The one file of a backup: a tar archive with a manifest, closed by a checksum over all of it.

`tar -tf` reads it; the last line behind the archive's end is the checksum. Nothing here knows the database.
"""

import hashlib
import json
import os
import tarfile
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

FORMAT = 1
MANIFEST = "manifest.json"
TRAILER = b"\nsha256:"
TRAILER_BYTES = len(TRAILER) + 64
BLOCK_BYTES = 1024 * 1024


class ArchiveError(Exception):
    """The file is no whole backup of ours; the message says what is wrong."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: `parts` maps each name to its SHA-256."""

    format: int
    schema_revision: str
    made_at: str
    parts: dict[str, str]


class HashingFile:
    """Write to a file and keep the checksum of what was written."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def write(self, content: bytes) -> int:
        self.digest.update(content)
        return self.file.write(content)


def write_archive(target: Path, folder: Path, *, schema_revision: str, made_at: str) -> Manifest:
    """Write all files of a folder as one backup: under another name first, and only its owner may read it."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    manifest = Manifest(FORMAT, schema_revision, made_at, {name: hash_file(folder / name) for name in names})
    draft = target.with_name(f".{target.name}.part")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            hashing = HashingFile(file)
            with tarfile.open(fileobj=hashing, mode="w|", format=tarfile.PAX_FORMAT) as tar:  # type: ignore[call-overload]
                add_manifest(tar, manifest)
                for name in names:
                    tar.add(folder / name, arcname=name)
            file.write(TRAILER + hashing.digest.hexdigest().encode())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def add_manifest(tar: tarfile.TarFile, manifest: Manifest) -> None:
    """Put the manifest first, where a person finds it."""
    content = json.dumps(asdict(manifest), indent=1).encode()
    entry = tarfile.TarInfo(MANIFEST)
    entry.size = len(content)
    tar.addfile(entry, BytesIO(content))


def hash_file(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unpack_archive(source: Path, folder: Path) -> Manifest:
    """Unpack a backup into a folder of its own; raise ArchiveError unless every byte is as it was written."""
    insist_on_checksum(source)
    try:
        with tarfile.open(source, "r:") as tar:
            manifest = read_manifest(tar)
            for entry in tar.getmembers()[1:]:
                unpack(tar, entry, folder=folder)
    except (tarfile.TarError, ValueError, TypeError, KeyError) as error:
        raise ArchiveError(f"{source} cannot be read as a backup: {error}.")
    found = {path.relative_to(folder).as_posix(): hash_file(path) for path in folder.rglob("*") if path.is_file()}
    if found != manifest.parts:
        wrong = sorted(name for name in found | manifest.parts if found.get(name) != manifest.parts.get(name))
        raise ArchiveError(f"{source} is damaged in {', '.join(wrong)}.")
    return manifest


def insist_on_checksum(source: Path) -> None:
    """Raise ArchiveError unless the last line is the checksum of all before it."""
    digest = hashlib.sha256()
    with source.open("rb") as file:
        remaining = source.stat().st_size - TRAILER_BYTES
        while remaining > 0:
            block = file.read(min(BLOCK_BYTES, remaining))
            digest.update(block)
            remaining -= len(block)
        if file.read() != TRAILER + digest.hexdigest().encode():
            raise ArchiveError(
                f"{source} is damaged, cut short, or no backup of this application: its checksum is wrong."
            )


def read_manifest(tar: tarfile.TarFile) -> Manifest:
    """Read the manifest; raise ArchiveError when a newer application wrote it."""
    entry = tar.next()
    content = tar.extractfile(entry) if entry and entry.name == MANIFEST else None
    if content is None:
        raise ArchiveError("The backup has no manifest.")
    facts = json.load(content)
    if facts["format"] != FORMAT:
        raise ArchiveError(f"The backup has format {facts['format']}, this application reads format {FORMAT}.")
    return Manifest(**facts)


def unpack(tar: tarfile.TarFile, entry: tarfile.TarInfo, *, folder: Path) -> None:
    """Unpack one plain file; a name that leads elsewhere is refused."""
    name = PurePosixPath(entry.name)
    if not entry.isfile() or name.is_absolute() or ".." in name.parts:
        raise ArchiveError(f"The backup holds {entry.name}, which is no file of ours.")
    tar.extract(entry, folder, set_attrs=False, filter="data")
