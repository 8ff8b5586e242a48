"""The whole demonstration, piece by piece, in the order in which the pieces stand on one another."""

from datetime import datetime, timedelta

from app.cli.demonstration.about import load_about_texts
from app.cli.demonstration.courses import load_modules, load_quizzes
from app.cli.demonstration.days import Days
from app.cli.demonstration.deliveries import close_what_is_over, load_deliveries
from app.cli.demonstration.evidence import load_attendance, load_certificates
from app.cli.demonstration.glossary import load_glossary
from app.cli.demonstration.handbook import load_assignments, load_handbook
from app.cli.demonstration.learning import load_learning
from app.cli.demonstration.organisations import load_organisations
from app.cli.demonstration.past import nobody_is_told
from app.cli.demonstration.people import load_people
from app.cli.demonstration.programme import load_programme
from app.cli.demonstration.registrations import load_registrations
from app.cli.demonstration.visits import load_visits
from app.programmes.models import Programme

TEXTS_ARE_OLD = timedelta(days=200)


def load_demonstration(at: datetime) -> Programme:
    """Make the programme as it stands at an instant; the caller holds the transaction."""
    days = Days.around(at)
    organisations = load_organisations()
    programme = load_programme(days, organisations)
    people = load_people(programme, organisations, at=at - TEXTS_ARE_OLD)
    load_about_texts(at)
    writer, reader = people["trainer"], people["organiser"]
    sections = load_handbook(programme, writer_id=writer.id, reader_id=reader.id, at=at - TEXTS_ARE_OLD)
    load_glossary(programme, writer_id=writer.id)
    load_assignments(programme, person_id=writer.id, by_id=reader.id, at=at)
    quizzes = load_quizzes(programme, sections, at=at - TEXTS_ARE_OLD)
    modules = load_modules(programme, sections, quizzes, at=at - TEXTS_ARE_OLD)
    deliveries = load_deliveries(programme, modules, people, days=days)
    load_visits(programme, people, organisations, days=days)
    with nobody_is_told(but_for=["certificate.issued"]):
        load_registrations(deliveries, people, at=at)
        load_learning(deliveries, modules, quizzes, people=people, at=at)
        load_attendance(deliveries, people)
        load_certificates(deliveries, people)
    close_what_is_over(deliveries)
    return programme
