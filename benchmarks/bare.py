"""The bare alternative: a Flask and WTForms page with the same fields, saved in SQLite.

No routing, no languages, no encryption, no checks, no accessibility beyond what WTForms prints.
"""

import json
import secrets
import sqlite3
from pathlib import Path

from flask import Flask, redirect, render_template_string, request, session, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import IntegerField, RadioField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from benchmarks.made_up import OPTIONS, ROWS, SCALE

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bare</title></head>
<body><main><h1>Page {{ number }}</h1><form method="post">{{ form.hidden_tag() }}
{% for field in form if field.name != "csrf_token" %}
<fieldset><legend>{{ field.label.text }}</legend>{{ field() }}
{% for error in field.errors %}<p>{{ error }}</p>{% endfor %}</fieldset>
{% endfor %}<button name="continue" value="1">Save and continue</button></form>
</main></body></html>"""


def page_class(n: int) -> type[FlaskForm]:
    """The form class of one page."""
    codes = [(code, f"Answer {code}") for code in SCALE]
    options = [(code, f"Option {code}") for code in OPTIONS]
    fields = {
        f"one{n}": RadioField(f"Question one {n}?", choices=codes, validators=[Optional()]),
        f"many{n}": SelectMultipleField(
            f"Many {n}?",
            choices=options,
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
        ),
        f"number{n}": IntegerField(f"How many {n}?", validators=[Optional()]),
        **{
            f"grid{n}_{row}": RadioField(f"Row {row}", choices=codes, validators=[Optional()])
            for row in ROWS
        },
    }
    return type(f"Page{n}", (FlaskForm,), fields)


def create_app(folder: Path, pages: int) -> Flask:
    """The application; answers are kept under a random id in the cookie."""
    app = Flask(__name__)
    app.secret_key = secrets.token_hex()
    forms = [page_class(n) for n in range(pages)]
    database = folder / "bare.db"
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE page (id TEXT, number INT, answers TEXT)")

    def save(number: int, answers: dict[str, object]) -> None:
        connection = sqlite3.connect(database, timeout=5)
        connection.execute("PRAGMA synchronous=FULL")
        with connection:
            row = (session["id"], number, json.dumps(answers))
            connection.execute("INSERT INTO page VALUES (?, ?, ?)", row)
        connection.close()

    @app.route("/page/<int:number>", methods=["GET", "POST"])
    def page(number: int) -> str | Response:
        session.setdefault("id", secrets.token_hex(8))
        form = forms[number]()
        if request.method == "POST" and form.validate_on_submit():
            save(number, {n: v for n, v in form.data.items() if n != "csrf_token"})
            after = number + 1
            return redirect(url_for("page", number=after) if after < pages else url_for("done"))
        return render_template_string(PAGE, form=form, number=number)

    @app.get("/done")
    def done() -> str:
        return "<!doctype html><title>Done</title><p id=receipt>done</p>"

    return app
