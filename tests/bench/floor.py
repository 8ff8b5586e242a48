"""The floor: a bare Flask + SQLAlchemy + Jinja page of three queries over the same database."""

import os

import sqlalchemy as sa
from flask import Flask, render_template_string
from sqlalchemy.orm import Session

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<h1>{{ title }}</h1><p>{{ total }} people</p><table>
{% for row in rows %}<tr><td>{{ row.last_name }}, {{ row.first_name }}</td><td>{{ row.email }}</td>
<td>{{ row.job_title }}</td>
<td>{{ row.locale }}</td><td>{{ row.created_at }}</td></tr>
{% endfor %}</table></body></html>"""

app = Flask(__name__)
engine = sa.create_engine(os.environ["DATABASE_URL"], pool_size=8)
person = sa.table(
    "person",
    *(
        sa.column(name)
        for name in ("first_name", "last_name", "email", "job_title", "locale", "created_at", "sort_key")
    ),
)


@app.get("/")
def page() -> str:
    """Show fifty rows after three queries."""
    with Session(engine) as session:
        code = session.execute(sa.text("SELECT code FROM programme LIMIT 1")).scalar()
        total = session.execute(sa.select(sa.func.count()).select_from(person)).scalar()
        rows = session.execute(sa.select(person).order_by(person.c.sort_key).limit(50)).all()
        return render_template_string(PAGE, title=code, total=total, rows=rows)
