"""Write and read PO (GNU gettext) by way of Babel: the second way to a translation office.

The context of a message is `key hash-of-the-source hash-of-the-translation`; a stale translation is fuzzy.
"""

import io
import re

from babel.messages import Catalog
from babel.messages.pofile import PoFileError
from babel.messages.pofile import read_po as parse_po
from babel.messages.pofile import write_po as format_po

from app.handbook.rules.exchange.refusals import BrokenTranslationFile, NotOurTranslationFile
from app.handbook.rules.exchange.returned import ReturnedFile, ReturnedText, check_returned
from app.handbook.rules.exchange.units import TranslationJob
from app.handbook.rules.texts import TextState

NO_HASH = "-"
PROJECT = re.compile(r"handbook ([\da-f-]{36}) (\w\w)/([\w-]+)")
PLURAL = re.compile(r"^\s*(#~\s*)?(msgid_plural|msgstr\[)", re.MULTILINE)
HINT = " Handbook chapter.\n The text is Markdown. Please keep its signs: *, **, [words](address), |, -, #, >"
UNREADABLE = (PoFileError, ValueError, LookupError, TypeError, AttributeError)


def write_po(job: TranslationJob) -> bytes:
    """Return the file for the office."""
    catalog = Catalog(
        locale=job.target.replace("-", "_"),
        project=f"handbook {job.chapter_id}",
        version=f"{job.source}/{job.target}",
        header_comment="\n".join(f"#{line}" for line in HINT.split("\n")),
        creation_date=job.made_at,
        revision_date=job.made_at,
        charset="utf-8",
        fuzzy=False,
    )
    for group in job.groups:
        for unit in group.units:
            hashes = f"{unit.source_hash or NO_HASH} {unit.target_hash or NO_HASH}"
            notes = [" ".join(note.split()) for note in (unit.kind, group.title) if note.strip()]
            message = catalog.add(
                unit.source, unit.target, auto_comments=notes, context=f"{unit.key} {hashes}", flags=_flags(unit.state)
            )
            message.flags.discard("python-format")  # a percent sign is one
    buffer = io.BytesIO()
    format_po(buffer, catalog, width=0)
    return buffer.getvalue()


def _flags(state: TextState) -> set[str]:
    return {"fuzzy"} if state is TextState.STALE else set()


def read_po(text: str) -> ReturnedFile:
    """Return what came back; raise a FileRefused that says why not."""
    if PLURAL.search(text):  # none of ours has any, and their number could be anything
        raise NotOurTranslationFile
    try:
        catalog = parse_po(text.split("\n"), charset="utf-8", abort_invalid=True, ignore_obsolete=True)
    except UNREADABLE as error:
        raise BrokenTranslationFile from error
    project = PROJECT.fullmatch(f"{catalog.project} {catalog.version}")
    if project is None:
        raise NotOurTranslationFile
    texts = [_text(message.context, str(message.string)) for message in catalog if message.id]
    return check_returned(project[1], texts, source=project[2], target=project[3])


def _text(context: str | None, body: str) -> ReturnedText:
    parts = (context or "").split(" ")
    if len(parts) != 3:
        raise NotOurTranslationFile
    key, made_from, seen = ("" if part == NO_HASH else part for part in parts)
    return ReturnedText(key, body, made_from, seen)
