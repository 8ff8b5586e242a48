"""Recognise what came back from a translation office by its content, and read it."""

from app.handbook.rules.exchange.po import read_po
from app.handbook.rules.exchange.refusals import NotOurTranslationFile, TranslationFileTooLarge
from app.handbook.rules.exchange.returned import ReturnedFile
from app.handbook.rules.exchange.xliff import read_xliff

MOST_BYTES = 12 * 1024 * 1024
"""A chapter of 800 long texts has about 4 MiB."""
XML_STARTS = (b"<", b"\xff\xfe", b"\xfe\xff")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_translation(content: bytes, *, limit_bytes: int) -> ReturnedFile:
    """Return what an XLIFF or PO file brings back; raise a FileRefused otherwise."""
    limit = min(limit_bytes, MOST_BYTES)
    if len(content) > limit:
        raise TranslationFileTooLarge(limit)
    if content.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(XML_STARTS):
        return read_xliff(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotOurTranslationFile from None
    if "msgid" not in text or "\x00" in text:
        raise NotOurTranslationFile
    return read_po(text.replace("\r\n", "\n"))
