"""Why a file is not taken into the handbook, in words that say what to do."""

from collections.abc import Sequence

from app.handbook.rules.checklist import Gap
from app.kernel.errors import Conflict, RuleBroken
from app.kernel.i18n import format_filesize, ngettext
from app.kernel.i18n import gettext as _

MOST_PLACES = 5


class HandbookChangedMeanwhile(Conflict):
    """Somebody changed the chapter after the plan of an import was shown."""

    def explain(self) -> str:
        return _("The chapter was changed meanwhile. Your file is kept; look at the new comparison and confirm again.")


class OwnText(RuleBroken):
    """Who wrote last asks to approve; somebody else looks at it, unless nobody can."""

    def explain(self) -> str:
        return _("You changed this chapter last. Let somebody else approve it, or publish it without a second look.")


class NotInReview(RuleBroken):
    """Nobody has handed the chapter in for review."""

    def explain(self) -> str:
        return _("The chapter is not handed in for review yet.")


class EditionPublishedMeanwhile(Conflict):
    """The edition a person prepared is there already."""

    def explain(self) -> str:
        return _("This edition was published meanwhile. Look at what is new since; publish the next one if needed.")


class NoApprovedChapter(RuleBroken):
    """No chapter is approved, so that an edition would bring nothing."""

    def explain(self) -> str:
        return _("No chapter is approved yet. Approve one, or choose below what is published without a second look.")


class NothingToPublish(RuleBroken):
    """The chapter has no text."""

    def explain(self) -> str:
        return _("The chapter has no text yet. Import a file into it first.")


class TextIsMissing(RuleBroken):
    """There is no text in this language to say anything of."""

    def explain(self) -> str:
        return _("There is no text in this language yet. Write it first.")


class SourceIsNotCurrent(RuleBroken):
    """A text that is missing or stale cannot become the source of the others."""

    def explain(self) -> str:
        return _("Only a current text can become the source. Bring it up to date first.")


class NothingToSplit(RuleBroken):
    """The text has no place to cut it at."""

    def explain(self) -> str:
        return _(
            "The text can be split only between its paragraphs or entries. Put an empty line where it should be cut."
        )


class NothingToMergeWith(RuleBroken):
    """The block is the last of its section."""

    def explain(self) -> str:
        return _("This is the last block of its section. Move the blocks together first.")


class BlocksDiffer(RuleBroken):
    """Blocks of two kinds or with two source languages do not become one."""

    def explain(self) -> str:
        return _("Only blocks of the same kind and the same source language can be merged.")


class FiguresStayApart(RuleBroken):
    """Two figures would lose one picture."""

    def explain(self) -> str:
        return _("Figures cannot be merged: each has one picture.")


class EditionIncomplete(RuleBroken):
    """Something must be mended before an edition can be published; `gaps` are told by `words.say_gap`."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        super().__init__()
        self.gaps = gaps

    def explain(self) -> str:
        places = list(dict.fromkeys(gap.place for gap in self.gaps))
        return ngettext(
            "%(num)d block must be mended before the edition can be published: %(places)s. The checklist says why.",
            "%(num)d blocks must be mended before the edition can be published: %(places)s. The checklist says why.",
            len(places),
            places=", ".join(places[:MOST_PLACES]) + (" …" if len(places) > MOST_PLACES else ""),
        )


class TextChangedMeanwhile(Conflict):
    """Somebody else saved the text after the person began to write; both versions are kept for a decision."""

    def __init__(self, *, saved: str) -> None:
        super().__init__()
        self.saved = saved

    def explain(self) -> str:
        return _("Somebody else has saved this text meanwhile. Both versions are shown; decide which one stays.")


class CannotUndo(Conflict):
    """Something was changed on top of it."""

    def explain(self) -> str:
        return _(
            "This can no longer be undone, because the same place was changed afterwards. Undo the later change first."
        )


class WordIsTaken(RuleBroken):
    """A language has agreed on the word for another term."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self.words = words

    def explain(self) -> str:
        return _(
            "The glossary has this already: %(words)s. Change the other term, or choose another word.",
            words=", ".join(self.words),
        )


class TableHasProblems(RuleBroken):
    """A line of a table of terms is wrong, or there is none."""

    def explain(self) -> str:
        return _("Nothing was taken over. Correct the lines that are named, and check the table again.")


class FileRefused(RuleBroken):
    """A file cannot be read safely or at all; nothing is stored."""


class EmptyFile(FileRefused):
    """It has no bytes."""

    def explain(self) -> str:
        return _("The file is empty. Save it again in Word or in your editor and upload it once more.")


class FileTooLarge(FileRefused):
    """It is larger than the installation accepts."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__()
        self.limit_bytes = limit_bytes

    def explain(self) -> str:
        return _(
            "The file is larger than %(limit)s. Leave out large pictures or split it into chapters.",
            limit=format_filesize(self.limit_bytes),
        )


class UnknownFileType(FileRefused):
    """It is neither Word nor OpenDocument nor Markdown."""

    def explain(self) -> str:
        return _(
            "This is neither Word (.docx) nor OpenDocument (.odt) nor Markdown (.md). Save the text as one of these."
        )


class NotAnOpenDocument(FileRefused):
    """It is called .odt and is something else."""

    def explain(self) -> str:
        return _(
            "The file is named .odt, but it is not an OpenDocument text. Open it and save it as “ODF Text Document”."
        )


class NotAWordFile(FileRefused):
    """It is called .docx and is something else."""

    def explain(self) -> str:
        return _("The file is named .docx, but it is not a Word file. Open it in Word and save it as “Word Document”.")


class OldWordFile(FileRefused):
    """It is a .doc of before 2007."""

    def explain(self) -> str:
        return _("This is a Word file of the old kind (.doc). Open it in Word and save it as .docx.")


class ProtectedFile(FileRefused):
    """It is encrypted."""

    def explain(self) -> str:
        return _("The file is protected with a password. Save it without one and upload it again.")


class BrokenFile(FileRefused):
    """Its inside cannot be read."""

    def explain(self) -> str:
        return _("The file is damaged and cannot be read. Open it, save it again and upload it once more.")


class FileSwells(FileRefused):
    """It would unpack to far more than it seems (zip bomb)."""

    def explain(self) -> str:
        return _("The file unpacks to far more than a text needs. It was not opened.")


class FileHasMacros(FileRefused):
    """It carries programs."""

    def explain(self) -> str:
        return _("The file contains macros. Save it without macros (.docx or .odt).")


class FileHasEntities(FileRefused):
    """Its XML defines entities or a document type, which no text needs."""

    def explain(self) -> str:
        return _("The file contains instructions that do not belong in a text. It was not opened.")


class TextIsNotUtf8(FileRefused):
    """A text file is in another encoding."""

    def explain(self) -> str:
        return _("The text is not saved as UTF-8, so letters such as č, š or ä would be lost. Save it as UTF-8.")


class TextTooLong(FileRefused):
    """It has more blocks than a chapter may have."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def explain(self) -> str:
        return ngettext(
            "A chapter may have at most %(num)d block. Split the file into several chapters.",
            "A chapter may have at most %(num)d blocks. Split the file into several chapters.",
            self.most,
        )


class NothingToImport(FileRefused):
    """There is no text in it."""

    def explain(self) -> str:
        return _("No text was found in the file. It needs at least one paragraph.")
