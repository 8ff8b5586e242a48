"""flask accounts …: invite people, give roles, and make a link when the mail server does not answer."""

import uuid

import click
from email_validator import EmailNotValidError, validate_email
from flask import current_app
from flask.cli import AppGroup

from app.accounts import actions
from app.accounts.models import Person, Role
from app.accounts.queries import get_person_by_email, list_accounts
from app.accounts.rules import SIGN_IN_VALID_FOR, CoordinatorNeedsMunicipality, normal_email
from app.kernel.clock import now
from app.kernel.database import transaction
from app.kernel.errors import NotFound
from app.kernel.locales import LOCALES
from app.kernel.web import public_url_for
from app.programmes.queries import get_programme, list_programme_codes

accounts = AppGroup("accounts", help="Invite people, give and withdraw roles, make sign-in links.")
role_choice = click.Choice([role.value for role in Role])


@accounts.command()
@click.argument("email")
@click.option("--first-name", required=True)
@click.option("--last-name", required=True)
@click.option("--locale", type=click.Choice(LOCALES), required=True, help="Language of the person's mails.")
@click.option("--administrator", is_flag=True, help="Let the person administer the whole installation.")
@click.option("--role", type=role_choice, help="A role in the programme named by --programme.")
@click.option("--programme", metavar="CODE")
def invite(
    *,
    email: str,
    first_name: str,
    last_name: str,
    locale: str,
    administrator: bool,
    role: str | None,
    programme: str | None,
) -> None:
    """Make an account for EMAIL unless there is one, and mail an invitation."""
    if bool(role) != bool(programme):
        raise click.UsageError("--role and --programme belong together.")
    with transaction():
        person = actions.invite(
            _checked(email),
            first_name=first_name,
            last_name=last_name,
            locale=locale,
            is_administrator=administrator,
            at=now(),
        )
        name, address = person.full_name, person.email
        if role and programme:
            _assign(address, Role(role), programme)
    click.echo(f"The invitation of {name} <{address}> is on its way.")


@accounts.command("sign-in-link")
@click.argument("email")
def sign_in_link(email: str) -> None:
    """Print a link that signs EMAIL in once; it needs no mail server."""
    with transaction():
        person = _person_of(email)
        locale = person.locale
        token = actions.make_sign_in_link(person.email, locale=locale, key=current_app.config["SECRET_KEY"], at=now())
    click.echo(public_url_for("accounts.show_sign_in_link", token=token, lang=locale))
    click.echo(f"It works once, for {SIGN_IN_VALID_FOR.total_seconds() / 60:.0f} minutes.", err=True)


@accounts.command("role")
@click.argument("email")
@click.argument("role", type=role_choice)
@click.argument("programme")
@click.option("--withdraw", is_flag=True, help="Take the role back.")
def change_role(*, email: str, role: str, programme: str, withdraw: bool) -> None:
    """Give EMAIL a ROLE in the PROGRAMME with this code, or take it back."""
    with transaction():
        if not withdraw:
            _assign(email, Role(role), programme)
            outcome = f"{email} is {role} in {programme}."
        elif actions.withdraw_role(_person_of(email).id, Role(role), programme_id=_programme_id(programme)):
            outcome = f"{email} is no longer {role} in {programme}."
        else:
            outcome = f"{email} was not {role} in {programme}; nothing has changed."
    click.echo(outcome)


@accounts.command("list")
def list_all() -> None:
    """Print every account with its roles, in order of name."""
    codes = list_programme_codes()
    for account in list_accounts():
        roles = [f"{held.role} in {codes.get(held.programme_id, held.programme_id)}" for held in account.roles]
        words = ["administrator"] * account.is_administrator + sorted(roles)
        click.echo("\t".join([account.email, account.full_name, ", ".join(words)]))


def _assign(email: str, role: Role, programme: str) -> None:
    person = _person_of(email)
    try:
        actions.assign_role(person.id, role, programme_id=_programme_id(programme))
    except CoordinatorNeedsMunicipality:
        raise click.ClickException(f"{email} has no municipality; set it on the profile page first.")


def _person_of(email: str) -> Person:
    try:
        return get_person_by_email(normal_email(email))
    except NotFound:
        raise click.ClickException(f"There is no account for {email}. Make one with: flask accounts invite")


def _programme_id(code: str) -> uuid.UUID:
    try:
        return get_programme(code).id
    except NotFound:
        known = ", ".join(sorted(list_programme_codes().values())) or "none"
        raise click.ClickException(f"There is no programme {code}. There are: {known}.")


def _checked(email: str) -> str:
    try:
        return validate_email(email, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise click.ClickException(f"'{email}' is not an e-mail address. {error}")
