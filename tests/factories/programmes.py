"""Programmes with valid defaults."""

from datetime import date
from itertools import count

from app.kernel.database import db
from app.kernel.locales import LocalizedText
from app.organisations.models import Organisation
from app.programmes.models import Participation, Programme, ProgrammeOrganisation

numbers = count(1)


def in_three_languages(text: str) -> LocalizedText:
    """Make a text that shows in which language it stands."""
    return LocalizedText(sl=f"{text} (sl)", de=f"{text} (de)", en=text)


def make_programme(**facts: object) -> Programme:
    programme = Programme(
        **{
            "code": f"TEST{next(numbers)}",
            "title": in_three_languages("Location management for small towns"),
            "subtitle": in_three_languages("Innovative Location"),
            "summary": in_three_languages("A programme for municipal representatives."),
            "funding_sentence": in_three_languages("The project is co-funded."),
            "funding_words": in_three_languages("Co-funded by the European Union"),
            "unit_minutes": 45,
            "starts_on": date(2026, 1, 1),
            "ends_on": date(2027, 12, 31),
            "retain_until": date(2032, 12, 31),
            "contact_name": "Manuela Hofer",
            "contact_email": "organiser@example.org",
            "issuer_place": "Kranj",
            **facts,
        }
    )
    db.session.add(programme)
    db.session.flush()
    return programme


def make_participation(
    programme: Programme, organisation: Organisation, participation: Participation = Participation.MUNICIPALITY, **facts
) -> ProgrammeOrganisation:
    part = ProgrammeOrganisation(
        programme_id=programme.id, organisation_id=organisation.id, participation=participation, **facts
    )
    db.session.add(part)
    db.session.flush()
    return part
