"""The glossary at the desk: find, add, change and remove terms."""

import uuid
from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app.handbook import actions
from app.handbook.forms.glossary import TermForm
from app.handbook.models import GlossaryTerm
from app.handbook.permissions import may_read_drafts, may_see_handbook_desk, may_write_handbook, may_write_some_handbook
from app.handbook.queries import GlossaryFilter, Version, get_entry, get_term, list_chapters, page_terms
from app.handbook.rules.glossary.terms import TermDraft
from app.handbook.rules.refusals import WordIsTaken
from app.handbook.rules.search.words import LONGEST_QUERY
from app.handbook.views.blueprint import pages, programme_at_the_desk
from app.kernel.access import ensure, requires
from app.kernel.database import transaction
from app.kernel.i18n import current_locale
from app.kernel.i18n import gettext as _
from app.kernel.locales import LANGUAGE_NAMES, LOCALES
from app.programmes.models import Programme

DESK = "/organise/handbook/glossary"
TERM = f"{DESK}/<uuid:term_id>"


@pages.get(DESK)
@requires(may_see_handbook_desk)
def list_terms() -> str:
    """Show the terms, all or those that are looked for."""
    programme, wanted = programme_at_the_desk(), _read_filter()
    page = page_terms(programme.id, wanted, locale=current_locale(), cursor=request.args.get("page"))
    return render_template(
        "handbook/list_terms.html",
        page=page,
        wanted=wanted,
        filters=_filters(wanted),
        languages=LANGUAGE_NAMES,
        locales=sorted(LOCALES, key=lambda locale: locale != current_locale()),
        may_write=may_write_handbook(current_user, programme.id),
        previous_url=_address(wanted, page.previous_cursor),
        next_url=_address(wanted, page.next_cursor),
    )


@pages.get(f"{DESK}/new")
@requires(may_write_some_handbook)
def show_term_form() -> str:
    """Ask for a new term."""
    programme = programme_to_write()
    return _term_page(TermForm(list_chapters(Version(programme.id)), formdata=None), None)


@pages.post(f"{DESK}/new")
@requires(may_write_some_handbook)
def add_term() -> Response | tuple[str, int]:
    """Add a term."""
    programme_id = programme_to_write().id
    form = TermForm(list_chapters(Version(programme_id)))
    if form.validate_on_submit() and _do(form, lambda draft: _add(programme_id, draft)):
        flash(_("The term is in the glossary."), "done")
        return redirect(url_for(".list_terms"), 303)
    return _term_page(form, None), 422


@pages.get(TERM)
@requires(may_see_handbook_desk)
def edit_term(term_id: uuid.UUID) -> str:
    """Show a term for changing it."""
    term = term_to_write(term_id)
    return _term_page(TermForm.of(list_chapters(Version(term.programme_id)), get_entry(term_id).as_draft()), term_id)


@pages.post(TERM)
@requires(may_see_handbook_desk)
def change_term(term_id: uuid.UUID) -> Response | tuple[str, int]:
    """Write a term anew."""
    term = term_to_write(term_id)
    form = TermForm(list_chapters(Version(term.programme_id)))
    if form.validate_on_submit() and _do(form, lambda draft: _change(term_id, draft)):
        flash(_("The term is changed."), "done")
        return redirect(url_for(".list_terms"), 303)
    return _term_page(form, term_id), 422


@pages.get(f"{TERM}/remove")
@requires(may_see_handbook_desk)
def confirm_removal(term_id: uuid.UUID) -> str:
    """Ask whether a term is to be removed."""
    term_to_write(term_id)
    return render_template("handbook/confirm_removal.html", entry=get_entry(term_id))


@pages.post(f"{TERM}/remove")
@requires(may_see_handbook_desk)
def remove_term(term_id: uuid.UUID) -> Response:
    """Remove a term, once it is confirmed."""
    term_to_write(term_id)
    if "confirmed" not in request.form:
        return redirect(url_for(".confirm_removal", term_id=term_id), 303)
    with transaction():
        actions.remove_term(get_term(term_id), actor_id=current_user.id)
    flash(_("The term is removed from the glossary."), "done")
    return redirect(url_for(".list_terms"), 303)


def programme_to_write() -> Programme:
    """Return the programme at the desk if the person may write its glossary."""
    programme = programme_at_the_desk()
    ensure(may_write_handbook(current_user, programme.id), known=True)
    return programme


def term_to_write(term_id: uuid.UUID) -> GlossaryTerm:
    """Return a term that the person may write; who may only read it is refused, others do not find it."""
    term = get_term(term_id)
    ensure(may_read_drafts(current_user, term.programme_id))
    ensure(may_write_handbook(current_user, term.programme_id), known=True)
    return term


def _add(programme_id: uuid.UUID, draft: TermDraft) -> None:
    actions.add_terms(programme_id, [draft], actor_id=current_user.id)


def _change(term_id: uuid.UUID, draft: TermDraft) -> None:
    actions.change_term(get_term(term_id), draft, actor_id=current_user.id)


def _do(form: TermForm, action: Callable[[TermDraft], None]) -> bool:
    """Do it, or say at the word that it is taken."""
    draft = form.draft()
    try:
        with transaction():
            action(draft)
    except WordIsTaken as refusal:
        taken = next(locale for locale, text in draft.texts.items() if text.word in refusal.words)
        form.word.form[taken].errors = [refusal.explain()]
        return False
    return True


def _term_page(form: TermForm, term_id: uuid.UUID | None) -> str:
    return render_template("handbook/edit_term.html", form=form, term_id=term_id)


def _read_filter() -> GlossaryFilter:
    lacks = request.args.get("lacks", "")
    text = request.args.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    return GlossaryFilter(text, lacks if lacks in LOCALES else "")


def _filters(wanted: GlossaryFilter) -> list[dict[str, object]]:
    lacking = {
        "sl": _("Without a meaning in Slovenian"),
        "de": _("Without a meaning in German"),
        "en": _("Without a meaning in English"),
    }
    return [
        {"name": "q", "label": _("Search the glossary"), "value": wanted.text, "kind": "search"},
        {"name": "lacks", "label": _("All terms"), "value": wanted.lacks, "options": list(lacking.items())},
    ]


def _address(wanted: GlossaryFilter, cursor: str | None) -> str:
    return url_for(".list_terms", q=wanted.text or None, lacks=wanted.lacks or None, page=cursor) if cursor else ""
