"""Words for the handbook's own kinds of things, in the reader's language."""

from app.handbook.models import BlockKind, CalloutKind, ChangeKind, NoteKind, Pillar
from app.handbook.rules.checklist import Gap, GapKind
from app.handbook.rules.languages import ordinary
from app.handbook.rules.parsed import Remark, RemarkKind
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import ngettext
from app.kernel.locales import LANGUAGE_NAMES

PILLAR_NAMES = {
    Pillar.INTRODUCTION: _l("Introduction"),
    Pillar.DEVELOPMENT: _l("Location development"),
    Pillar.ORGANISATION: _l("Location organisation"),
    Pillar.MARKETING: _l("Location marketing"),
}
CALLOUT_NAMES = {
    CalloutKind.EXERCISE: _l("Exercise"),
    CalloutKind.EXAMPLE: _l("Example"),
    CalloutKind.CHECKLIST: _l("Checklist"),
    CalloutKind.TIP: _l("Tip"),
    CalloutKind.WARNING: _l("Warning"),
    CalloutKind.DEFINITION: _l("Definition"),
}
NOTE_KIND_NAMES = {
    NoteKind.NOTE: _l("Notes"),
    NoteKind.HIGHLIGHT: _l("Highlights"),
    NoteKind.BOOKMARK: _l("Bookmarks"),
}
KIND_NAMES = {
    BlockKind.PARAGRAPH: _l("Paragraph"),
    BlockKind.HEADING: _l("Heading"),
    BlockKind.LIST: _l("List"),
    BlockKind.TABLE: _l("Table"),
    BlockKind.FIGURE: _l("Figure"),
    BlockKind.QUOTATION: _l("Quotation"),
    BlockKind.CALLOUT: _l("Call-out"),
}
CHANGE_NAMES = {
    ChangeKind.WRITTEN: _l("Text written"),
    ChangeKind.CONFIRMED: _l("Text confirmed as still right"),
    ChangeKind.SOURCE_CHOSEN: _l("Source language changed"),
    ChangeKind.KIND_CHANGED: _l("Kind of block changed"),
    ChangeKind.ADDED: _l("Block added"),
    ChangeKind.MOVED: _l("Block moved"),
    ChangeKind.SPLIT: _l("Block split"),
    ChangeKind.MERGED: _l("Blocks merged"),
    ChangeKind.REMOVED: _l("Block removed"),
    ChangeKind.SECTION_ADDED: _l("Section added"),
    ChangeKind.SECTION_NAMED: _l("Section renamed"),
    ChangeKind.SECTION_MOVED: _l("Section moved"),
    ChangeKind.SECTION_REMOVED: _l("Section removed"),
    ChangeKind.IMPORTED: _l("File taken over"),
    ChangeKind.CHAPTER_NAMED: _l("Chapter renamed"),
}


def language_name(language: str) -> str:
    """Return 'Deutsch', or 'Deutsch (easy language)' in the reader's language."""
    name = LANGUAGE_NAMES[ordinary(language)]
    return name if language == ordinary(language) else _("%(language)s, easy language", language=name)


def count_of(kind: BlockKind, count: int) -> str:
    """Return '3 lists' for a kind of block and its number."""
    words = {
        BlockKind.HEADING: ngettext("%(num)d heading", "%(num)d headings", count),
        BlockKind.PARAGRAPH: ngettext("%(num)d paragraph", "%(num)d paragraphs", count),
        BlockKind.LIST: ngettext("%(num)d list", "%(num)d lists", count),
        BlockKind.TABLE: ngettext("%(num)d table", "%(num)d tables", count),
        BlockKind.FIGURE: ngettext("%(num)d figure", "%(num)d figures", count),
        BlockKind.CALLOUT: ngettext("%(num)d call-out", "%(num)d call-outs", count),
        BlockKind.QUOTATION: ngettext("%(num)d quotation", "%(num)d quotations", count),
    }
    return words[kind]


def say_gap(gap: Gap) -> str:
    """Say what is missing before an edition can be published, and in which language."""
    sentences = {
        GapKind.PICTURE: _("The figure has no picture."),
        GapKind.ALTERNATIVE_TEXT: _("The figure has no alternative text."),
        GapKind.TRANSLATION: _("The figure has no alternative text and caption in this language."),
        GapKind.TABLE_HEADER: _("The table has no header row."),
        GapKind.TEXT: _("The block is empty."),
        GapKind.NOTE: _("The text refers to a footnote that is not there, or does not refer to one that is."),
    }
    return f"{gap.place}, {language_name(gap.language)}: {sentences[gap.kind]}"


def say_remark(remark: Remark) -> str:
    """Say what was changed or left out when a file was read."""
    for say in (_say_left_out, _say_of_pictures):
        if sentence := say(remark.kind, remark.count):
            return sentence
    return _say_changed(remark.kind, remark.count)


def _say_left_out(kind: RemarkKind, count: int) -> str:
    sentences = {
        RemarkKind.RULES_DROPPED: ngettext(
            "%(num)d dividing line was left out.", "%(num)d dividing lines were left out.", count
        ),
        RemarkKind.COMMENTS_DROPPED: ngettext(
            "%(num)d comment was left out.", "%(num)d comments were left out.", count
        ),
        RemarkKind.FORMULAS_DROPPED: ngettext(
            "%(num)d formula was left out.", "%(num)d formulas were left out.", count
        ),
        RemarkKind.OUTSIDE_REFERENCES_IGNORED: ngettext(
            "%(num)d reference to a file elsewhere was not followed.",
            "%(num)d references to files elsewhere were not followed.",
            count,
        ),
    }
    return sentences.get(kind, "")


def _say_of_pictures(kind: RemarkKind, count: int) -> str:
    sentences = {
        RemarkKind.IMAGES_DROPPED: ngettext(
            "%(num)d picture or chart was left out.", "%(num)d pictures or charts were left out.", count
        ),
        RemarkKind.PICTURES_TOO_LARGE: ngettext(
            "%(num)d picture was left out because it is too large.",
            "%(num)d pictures were left out because they are too large.",
            count,
        ),
        RemarkKind.PICTURES_WITHOUT_WORDS: ngettext(
            "%(num)d picture has no alternative text. Write it before the chapter is published.",
            "%(num)d pictures have no alternative text. Write it before the chapter is published.",
            count,
        ),
    }
    return sentences.get(kind, "")


def _say_changed(kind: RemarkKind, count: int) -> str:
    sentences = {
        RemarkKind.SEVERAL_CHAPTER_TITLES: _("There are several chapter titles; the later ones became sections."),
        RemarkKind.TITLE_FROM_FILE_NAME: _("There is no chapter title; the name of the file stands in for it."),
        RemarkKind.TEXT_BEFORE_FIRST_SECTION: _(
            "Text before the first section became a section with the chapter’s title."
        ),
        RemarkKind.DEEP_HEADINGS: ngettext(
            "%(num)d heading of a deeper level became a heading of the third level.",
            "%(num)d headings of a deeper level became headings of the third level.",
            count,
        ),
        RemarkKind.UNKNOWN_CALLOUT: ngettext(
            "%(num)d call-out of an unknown kind became a tip.",
            "%(num)d call-outs of an unknown kind became tips.",
            count,
        ),
        RemarkKind.TRACKED_CHANGES_ACCEPTED: ngettext(
            "%(num)d tracked change counts as accepted.", "%(num)d tracked changes count as accepted.", count
        ),
        RemarkKind.FOOTNOTES_IN_BRACKETS: ngettext(
            "%(num)d footnote of a heading stands in brackets.",
            "%(num)d footnotes of headings stand in brackets.",
            count,
        ),
        RemarkKind.FIRST_ROW_AS_HEADER: ngettext(
            "In %(num)d table the first row became the header.",
            "In %(num)d tables the first row became the header.",
            count,
        ),
        RemarkKind.MERGED_CELLS_SPLIT: ngettext(
            "%(num)d merged cell was split.", "%(num)d merged cells were split.", count
        ),
        RemarkKind.CELLS_ON_ONE_LINE: ngettext(
            "In %(num)d cell several paragraphs were put on one line.",
            "In %(num)d cells several paragraphs were put on one line.",
            count,
        ),
    }
    return sentences[kind]
