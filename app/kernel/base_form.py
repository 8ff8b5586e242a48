"""Forms: CSRF, messages in the reader's language, and a field for a text in three languages."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Form, FormField, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, Length, Optional

from app.kernel.i18n import gettext, lazy_ngettext, plural_form
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.locales import LANGUAGE_NAMES, LOCALES, LocalizedText


class CatalogueTranslations:
    """Give WTForms our own catalogue: it has no Slovenian of its own."""

    def gettext(self, text: str) -> str:
        return gettext(text)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Choose the plural form; WTForms itself fills its placeholders, which are not `num`."""
        return plural_form(singular, plural, count)


class BaseForm(FlaskForm):
    """The base of every form."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Form) -> CatalogueTranslations:
            return CatalogueTranslations()

    def error_list(self) -> list[tuple[str, str, str]]:
        """Return (id of the control, label, message) for the error summary, in the order of the fields."""
        found: list[tuple[str, str, str]] = []
        for field in self:
            collect_errors(field, found)
        return found


class InnerMeta(BaseForm.Meta):
    """For forms within a form, which carries the one token."""

    csrf = False


def collect_errors(field: Any, found: list[tuple[str, str, str]]) -> None:
    """Add a field's messages, and those of the fields inside it, to `found`."""
    inner = list(field) if hasattr(field, "form") or hasattr(field, "entries") else []
    for child in inner:
        collect_errors(child, found)
    if not inner:
        found.extend((field.id, str(field.label.text), str(message)) for message in field.errors)


class LocalizedTextField(FormField):
    """Three controls, one per language; the data is a LocalizedText."""

    def __init__(
        self, label: Any = None, *, form_class: type[Form] | None = None, description: Any = "", **options: Any
    ) -> None:
        super().__init__(form_class or localized_form(), label=label, **options)
        self.description = description
        self.flags.localized = True

    @property
    def data(self) -> LocalizedText:
        return LocalizedText(self.form.data)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(formdata, dict(data) if isinstance(data, Mapping) else {}, extra_filters)


def localized_form(*, required: Sequence[str] = (), long: bool = False, most: int = 200) -> type[Form]:
    """Make the inner form of a LocalizedTextField; `required` names the languages that must be filled."""
    control = TextAreaField if long else StringField
    fields: dict[str, UnboundField] = {}
    for locale in LOCALES:
        presence = InputRequired(_l("Enter the text in this language.")) if locale in required else Optional()
        fields[locale] = control(
            LANGUAGE_NAMES[locale],
            validators=[presence, Length(max=most)],
            filters=[_strip],
            render_kw={"lang": locale},
        )
    return type("LocalizedForm", (Form,), {**fields, "Meta": InnerMeta})


def _strip(text: str | None) -> str | None:
    return text.strip() if text else text


WTFORMS_MESSAGES = (
    _l("Not a valid integer value."),
    _l("Not a valid decimal value."),
    _l("Not a valid float value."),
    _l("Not a valid date value."),
    _l("Not a valid time value."),
    _l("Not a valid datetime value."),
    _l("Not a valid choice."),
    _l("Invalid Choice: could not coerce."),
    _l("This field is required."),
    _l("Invalid email address."),
    _l("Invalid input."),
    _l("Invalid URL."),
    _l("CSRF token missing."),
    _l("CSRF failed."),
    _l("CSRF token expired."),
    _l("Invalid CSRF Token."),
    _l("Field must be between %(min)d and %(max)d characters long."),
    _l("Number must be at least %(min)s."),
    _l("Number must be at most %(max)s."),
    _l("Number must be between %(min)s and %(max)s."),
    lazy_ngettext(
        "Field must be at least %(min)d character long.", "Field must be at least %(min)d characters long.", num=1
    ),
    lazy_ngettext(
        "Field cannot be longer than %(max)d character.", "Field cannot be longer than %(max)d characters.", num=1
    ),
)
"""Messages of WTForms, named here so that they stand in our catalogue."""
