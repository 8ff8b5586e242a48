"""The health check, the language of pages, and pages that do not exist."""


def test_the_health_check_says_that_the_database_answers(client):
    answer = client.get("/health")

    assert (answer.status_code, answer.json) == (200, {"status": "ok", "database": "ok"})


def test_the_health_check_says_that_the_database_is_gone(app_without_database):
    answer = app_without_database.test_client().get("/health")

    assert (answer.status_code, answer.json) == (503, {"status": "error", "database": "unreachable"})
