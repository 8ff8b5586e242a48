"""A backup's file: read back as written, refused when one byte is another."""

import io
import tarfile
from pathlib import Path

import pytest

from app.cli import archive
from app.cli.archive import ArchiveError, HashingFile, unpack_archive, write_archive


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A backup of two small files."""
    folder = tmp_path / "folder"
    (folder / "files/ab").mkdir(parents=True)
    (folder / "files/ab/čšž.txt").write_text("prvo")
    (folder / "database.dump").write_bytes(bytes(range(256)))
    target = tmp_path / "backup.tar"
    write_archive(target, folder, schema_revision="0007", made_at="2026-11-22T20:00:00+00:00")
    return target


def test_a_backup_is_read_back_as_it_was_written(written, tmp_path):
    manifest = unpack_archive(written, tmp_path / "unpacked")

    assert manifest.schema_revision == "0007"
    assert (tmp_path / "unpacked/files/ab/čšž.txt").read_text() == "prvo"
    assert (tmp_path / "unpacked/database.dump").read_bytes() == bytes(range(256))
    assert sorted(manifest.parts) == ["database.dump", "files/ab/čšž.txt"]


def test_only_its_owner_may_read_it_and_no_draft_remains(written):
    assert written.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in written.parent.iterdir() if path.is_file()] == ["backup.tar"]


def test_one_flipped_byte_anywhere_is_noticed(written, tmp_path):
    content = written.read_bytes()

    for position in range(0, len(content), 97):
        damaged = bytearray(content)
        damaged[position] ^= 1
        written.write_bytes(damaged)
        with pytest.raises(ArchiveError):
            unpack_archive(written, tmp_path / "unpacked")

    assert not (tmp_path / "unpacked").exists()


@pytest.mark.parametrize("length", [0, 10, 100, -1, -500])
def test_a_file_cut_short_is_noticed(written, tmp_path, length):
    written.write_bytes(written.read_bytes()[:length])

    with pytest.raises(ArchiveError, match="damaged, cut short, or no backup"):
        unpack_archive(written, tmp_path / "unpacked")


def test_a_part_that_differs_from_the_manifest_is_named(written, tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "insist_on_checksum", lambda _source: None)  # as if somebody had made a new one
    damaged = written.read_bytes().replace(b"prvo", b"prva")
    written.write_bytes(damaged)

    with pytest.raises(ArchiveError, match=r"is damaged in files/ab/čšž\.txt"):
        unpack_archive(written, tmp_path / "unpacked")


@pytest.mark.parametrize("name", ["../elsewhere", "/etc/elsewhere"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    hostile = tmp_path / "hostile.tar"
    with hostile.open("wb") as file:
        hashing = HashingFile(file)
        with tarfile.open(fileobj=hashing, mode="w|") as tar:
            archive.add_manifest(tar, archive.Manifest(archive.FORMAT, "0001", "", {name: ""}))
            entry = tarfile.TarInfo(name)
            entry.size = 2
            tar.addfile(entry, io.BytesIO(b"hm"))
        file.write(archive.TRAILER + hashing.digest.hexdigest().encode())

    with pytest.raises(ArchiveError, match="is no file of ours"):
        unpack_archive(hostile, tmp_path / "unpacked")


def test_a_newer_format_is_refused(written, tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "FORMAT", 0)

    with pytest.raises(ArchiveError, match="has format 1, this application reads format 0"):
        unpack_archive(written, tmp_path / "unpacked")
