"""Why a file does not go to a translation office, or is not taken from one."""

from app.handbook.rules.refusals import FileRefused
from app.kernel.errors import Conflict, RuleBroken
from app.kernel.i18n import format_filesize, ngettext
from app.kernel.i18n import gettext as _


class NothingToTranslate(RuleBroken):
    """There is no text to send, or everything is translated."""

    def explain(self) -> str:
        return _("There is nothing to translate between these languages: every text is current, or has no source text.")


class TranslationChangedMeanwhile(Conflict):
    """Somebody changed the chapter after the comparison was shown."""

    def explain(self) -> str:
        return _("The chapter was changed meanwhile. Your file is kept; look at the new comparison and confirm again.")


class NotOurTranslationFile(FileRefused):
    """It is neither XLIFF nor PO, or was not exported here."""

    def explain(self) -> str:
        return _(
            "This is not a translation file of this handbook. "
            "Upload the XLIFF or PO file that was exported here, once it is translated."
        )


class BrokenTranslationFile(FileRefused):
    """Its inside cannot be read, or holds one text twice."""

    def explain(self) -> str:
        return _("The translation file is damaged and cannot be read. Ask the translation office to export it again.")


class TranslationFileHasEntities(FileRefused):
    """Its XML defines entities or a document type, which XLIFF does not have."""

    def explain(self) -> str:
        return _("The file contains instructions that do not belong in a translation file. It was not opened.")


class TranslationFileTooLarge(FileRefused):
    """It is larger than a chapter can be."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__()
        self.limit_bytes = limit_bytes

    def explain(self) -> str:
        return _(
            "The file is larger than %(limit)s. The translation of a chapter is far smaller.",
            limit=format_filesize(self.limit_bytes),
        )


class WrongXliffVersion(FileRefused):
    """It is XLIFF of a version that is built in another way."""

    def explain(self) -> str:
        return _("The file is XLIFF of another version. Ask the translation office for XLIFF 2.1 or 2.0, or for PO.")


class AnotherChapter(FileRefused):
    """It was exported from another chapter."""

    def explain(self) -> str:
        return _("The file belongs to another chapter. Import it there.")


class ReturnedTextTooLong(FileRefused):
    """A text is longer than a block or a title may be."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def explain(self) -> str:
        return ngettext(
            "A text in the file is longer than %(num)d character. Nothing was taken from it.",
            "A text in the file is longer than %(num)d characters. Nothing was taken from it.",
            self.most,
        )
