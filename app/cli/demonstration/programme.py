"""The programme with its partners and municipalities."""

from datetime import date

from app.cli.demonstration.days import Days
from app.cli.demonstration.logos import load_logos
from app.cli.demonstration.organisations import Organisations
from app.cli.demonstration.reading import localized, read_table
from app.kernel.database import db
from app.programmes.models import Participation, Programme, ProgrammeOrganisation


def programme_code() -> str:
    """Return the code by which the demonstration is known again."""
    return str(read_table("programme")["code"])


def load_programme(days: Days, organisations: Organisations) -> Programme:
    """Add the programme, running around today."""
    facts = read_table("programme")
    ends_on = days.on(facts["demonstration_end_day"])
    programme = Programme(
        code=facts["code"],
        title=localized(facts["title"]),
        subtitle=localized(facts["subtitle"]),
        summary=localized(facts["summary"]),
        funding_sentence=localized(facts["funding"]["sentence"]),
        funding_words=localized(facts["funding"]["short"]),
        unit_minutes=facts["unit_minutes"],
        starts_on=days.on(facts["demonstration_start_day"]),
        ends_on=ends_on,
        retain_until=date(ends_on.year + facts["retain_years"], 12, 31),
        contact_name=facts["contact_name"],
        contact_email=facts["contact_email"],
        issuer_place=facts["issuer_place"],
    )
    db.session.add(programme)
    db.session.flush()
    _add_partners(programme, organisations)
    _add_municipalities(programme, organisations)
    load_logos(programme)
    return programme


def _add_partners(programme: Programme, organisations: Organisations) -> None:
    for position, partner in enumerate(read_table("programme")["partners"]):
        part = Participation.LEAD_PARTNER if partner["lead"] else Participation.PARTNER
        _add(programme, organisations, partner["name"], participation=part, position=position)


def _add_municipalities(programme: Programme, organisations: Organisations) -> None:
    position = 0
    for region in read_table("programme")["regions"]:
        for name in region["municipalities"]:
            _add(
                programme,
                organisations,
                name,
                participation=Participation.MUNICIPALITY,
                project_region=region["name"],
                position=position,
            )
            position += 1


def _add(programme: Programme, organisations: Organisations, name: str, /, **facts: object) -> None:
    organisation = organisations.in_programme(name)
    db.session.add(ProgrammeOrganisation(programme_id=programme.id, organisation_id=organisation.id, **facts))
