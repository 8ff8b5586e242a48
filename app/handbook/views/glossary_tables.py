"""The glossary as a table: export it, and take one over after a look at what it changes."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from app.handbook import actions
from app.handbook.forms.glossary import GlossaryTableForm
from app.handbook.permissions import may_see_handbook_desk, may_write_some_handbook
from app.handbook.queries import Version, list_chapters, list_entries
from app.handbook.rules.glossary.files import read_glossary, write_glossary
from app.handbook.rules.glossary.plan import RowChange, TablePlan, plan_table
from app.handbook.rules.glossary.words import CHANGE_NAMES, say_problem
from app.handbook.rules.refusals import TableHasProblems, WordIsTaken
from app.handbook.views.blueprint import pages, programme_at_the_desk
from app.handbook.views.glossary_desk import DESK, programme_to_write
from app.kernel.access import requires
from app.kernel.database import transaction
from app.kernel.i18n import gettext as _
from app.programmes.models import Programme

MOST_BYTES = 2_000_000


@pages.get(f"{DESK}/export")
@requires(may_see_handbook_desk)
def export_glossary() -> Response:
    """Hand out the glossary as a table that spreadsheets open and that can be imported again."""
    entries = list_entries(programme_at_the_desk().id)
    content = write_glossary(entry.as_draft() for entry in entries).encode("utf-8-sig")
    head = {"Content-Disposition": 'attachment; filename="glossary.csv"'}
    return Response(content, content_type="text/csv; charset=utf-8", headers=head)


@pages.get(f"{DESK}/import")
@requires(may_write_some_handbook)
def show_glossary_import() -> str:
    """Ask for a table."""
    programme_to_write()
    return _table_page(GlossaryTableForm(formdata=None), None)


@pages.post(f"{DESK}/import")
@requires(may_write_some_handbook)
def import_glossary() -> AnyResponse | str | tuple[str, int]:
    """Show what a table would change; take it over once that was seen."""
    programme, form = programme_to_write(), GlossaryTableForm()
    if not form.validate_on_submit() or not _read_file(form):
        return _table_page(form, None), 422
    if "take_over" in request.form:
        return _take_over(programme, form)
    plan = _plan(programme, form)
    return (_table_page(form, plan), 422) if plan.problems else _table_page(form, plan)


def _take_over(programme: Programme, form: GlossaryTableForm) -> AnyResponse | tuple[str, int]:
    programme_id = programme.id
    try:
        with transaction():
            plan = actions.take_over_table(programme_id, form.table.data or "", actor_id=current_user.id)
    except (TableHasProblems, WordIsTaken) as refusal:
        form.table.errors = [refusal.explain()]
        return _table_page(form, _plan(programme_to_write(), form)), 422
    added, changed = plan.count(RowChange.ADDED), plan.count(RowChange.CHANGED)
    flash(_("The table is taken over. New: %(added)d, changed: %(changed)d.", added=added, changed=changed), "done")
    return redirect(url_for(".list_terms"), 303)


def _plan(programme: Programme, form: GlossaryTableForm) -> TablePlan:
    known = {entry.id: entry.as_draft() for entry in list_entries(programme.id)}
    numbers = [chapter.number for chapter in list_chapters(Version(programme.id))]
    return plan_table(read_glossary(form.table.data or ""), known, numbers)


def _read_file(form: GlossaryTableForm) -> bool:
    """Put what a file holds into the text, in place of what was there; say why if it cannot be read."""
    upload = form.file.data
    if not upload:
        if not (form.table.data or "").strip():
            form.file.errors = [_("Choose a file, or write the table below.")]
        return not form.file.errors
    content = upload.read(MOST_BYTES + 1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        form.file.errors = [_("The file is not in UTF-8. Save it as “CSV UTF-8” in your spreadsheet.")]
        return False
    if len(content) > MOST_BYTES:
        form.file.errors = [_("The file is larger than a glossary can be.")]
        return False
    form.table.data = text
    return True


def _table_page(form: GlossaryTableForm, plan: TablePlan | None) -> str:
    return render_template(
        "handbook/import_glossary.html",
        form=form,
        plan=plan,
        problems=[(problem.line, say_problem(problem)) for problem in plan.problems] if plan else [],
        changes=[term for term in plan.terms if term.change is not RowChange.SAME] if plan else [],
        same=plan.count(RowChange.SAME) if plan else 0,
        change_names=CHANGE_NAMES,
    )
