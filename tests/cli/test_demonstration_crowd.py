"""Large data sets come on top of the demonstration and keep its rules."""

from tests.cli.looking import count, rule_breaking_events


def test_a_crowd_comes_on_top_and_keeps_the_rules(app, empty_db):
    result = app.test_cli_runner().invoke(args=["demo", "load", "--people", "60", "--events", "21"])

    assert result.exit_code == 0, result.output
    assert count("person") == 62 + 60
    assert count("event") == 11 + 21
    assert count("registration") >= 4 * 60
    assert rule_breaking_events() == []
