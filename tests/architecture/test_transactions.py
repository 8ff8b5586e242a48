"""Transactions are opened at the edge and end in one place; what they hold does not know the web."""

from tests.architecture.repository import APP, called_names, features, imported_names, place, python_files, room_of

EDGE = {"views", "jobs"}
WEB = {"flask", "flask_babel", "flask_login", "flask_wtf", "werkzeug", "wtforms"}


def test_nobody_commits_but_the_kernel():
    commits = [
        place(path, line)
        for path in python_files()
        if path != APP / "kernel" / "database.py"
        for name, line in called_names(path)
        if name == "commit"
    ]

    assert commits == []


def test_a_feature_opens_transactions_in_views_and_jobs_only():
    opened = [
        place(path, line)
        for feature in features()
        for path in python_files(feature)
        if room_of(path) not in EDGE
        for name, line in called_names(path)
        if name == "transaction"
    ]

    assert opened == []


def test_actions_do_not_know_the_web():
    imports = [
        f"{place(path, line)} imports {name}"
        for feature in features()
        for path in python_files(feature)
        if room_of(path) == "actions"
        for name, line in imported_names(path)
        if name.split(".")[0] in WEB
    ]

    assert imports == []


def test_queries_do_not_write():
    writes = [
        place(path, line)
        for feature in features()
        for path in python_files(feature)
        if room_of(path) == "queries"
        for name, line in called_names(path)
        if name in {"add_all", "flush", "insert", "publish", "record", "delete"}
    ]

    assert writes == []
