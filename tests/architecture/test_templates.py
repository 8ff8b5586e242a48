"""Pages read like the page: they compile, carry no styles or scripts of their own, and trust no text blindly."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, TemplateError, TemplateSyntaxError, nodes

from tests.architecture.repository import TEMPLATES, place, templates

COMPONENTS = TEMPLATES / "components"
PAGES = [path for path in templates() if path.relative_to(TEMPLATES).parts[0] not in {"emails", "documents"}]
INLINE = re.compile(
    r"""<style\b|<script\b(?![^>]*\bsrc=)|\s(?:style|on[a-z]+|hx-on[\w:-]*)\s*=|href\s*=\s*["']?javascript:""", re.I
)
SAFE = re.compile(r"\|\s*safe\b")
JINJA_COMMENT = re.compile(r"{#.*?#}", re.S)


def _places(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        text = JINJA_COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), path.read_text("utf-8"))
        found += [place(path, text.count("\n", 0, match.start()) + 1) for match in pattern.finditer(text)]
    return found


@pytest.fixture(scope="module")
def syntax() -> Environment:
    return Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"])


def test_every_template_can_be_parsed(syntax):
    broken = []
    for path in templates():
        try:
            syntax.parse(path.read_text("utf-8"))
        except TemplateSyntaxError as error:
            broken.append(f"{place(path, error.lineno)} {error.message}")

    assert broken == []


def test_every_template_compiles_with_the_filters_and_tests_of_the_application(app_without_database):
    environment = app_without_database.jinja_env
    broken = {}
    for path in templates():
        name = str(path.relative_to(TEMPLATES))
        try:
            environment.get_template(name)
        except TemplateError as error:
            broken[name] = str(error)

    assert broken == {}


def test_pages_have_no_inline_style_or_script():
    assert _places(INLINE, PAGES) == []


def test_only_components_call_a_text_safe():
    assert _places(SAFE, [path for path in templates() if COMPONENTS not in path.parents]) == []


def test_a_component_is_one_macro_named_as_its_file(syntax):
    odd = {}
    for path in sorted(COMPONENTS.rglob("*.html")):
        macros = [macro.name for macro in syntax.parse(path.read_text("utf-8")).find_all(nodes.Macro)]
        if macros != [path.stem]:
            odd[path.name] = macros

    assert odd == {}


def test_macros_live_in_components_only(syntax):
    pages = [path for path in templates() if COMPONENTS not in path.parents]

    assert [
        place(path, macro.lineno)
        for path in pages
        for macro in syntax.parse(path.read_text("utf-8")).find_all(nodes.Macro)
    ] == []
