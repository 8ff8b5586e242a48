"""Passages are found again, and marked without harm to the HTML."""

import pytest

from app.handbook.rules.quotes import Quote, find_passage, mark_passages, text_of

TEXT = "A plot needs an owner. A plot needs\n  a road. A plot needs water."


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        (Quote("a road"), "a road"),
        (Quote("A plot needs"), "A plot needs"),
        (Quote("A plot needs", "an owner. ", " a road."), "A plot needs"),
        (Quote("plot needs a road"), "plot needs\n  a road"),
        (Quote("one good road", "A plot needs ", ". A plot needs water"), None),
        (Quote("a rode", "owner. A plot needs ", ". A plot needs water"), "a road"),
        (Quote("a rode", "needs ", ". A"), None),
        (Quote("a railway with a station and two tracks", "owner. A plot needs ", ". A plot needs water"), None),
        (Quote("electricity"), None),
        (Quote(""), None),
    ],
)
def test_a_passage_is_found_by_its_words_or_by_what_stands_around_it(quote, passage):
    span = find_passage(TEXT, quote)

    assert (TEXT[slice(*span)] if span else None) == passage


@pytest.mark.parametrize(
    ("quote", "start"),
    [
        (Quote("A plot", "", " needs an"), 0),
        (Quote("A plot", "owner. ", ""), 23),
        (Quote("A plot", "a road. ", " needs water"), 46),
    ],
)
def test_of_equal_words_those_with_the_same_surroundings_are_meant(quote, start):
    assert find_passage(TEXT, quote)[0] == start


@pytest.mark.parametrize(
    ("markup", "words", "marked"),
    [
        ("<p>One two three.</p>", "two", "<p>One <mark>two</mark> three.</p>"),
        ("<p>One <em>two</em> three.</p>", "One two", "<p><mark>One </mark><em><mark>two</mark></em> three.</p>"),
        (
            "<ul>\n<li>One</li>\n<li>Two</li>\n</ul>",
            "One\nTwo",
            "<ul>\n<li><mark>One</mark></li>\n<li><mark>Two</mark></li>\n</ul>",
        ),
        ("<p>a &lt; b &amp; c</p>", "< b &", "<p>a <mark>&lt; b &amp;</mark> c</p>"),
        ('<p><a href="/x" title="a > b">to b</a></p>', "to", '<p><a href="/x" title="a > b"><mark>to</mark> b</a></p>'),
        ("<p>One.</p>", "Two", "<p>One.</p>"),
    ],
)
def test_a_passage_is_marked_inside_each_element(markup, words, marked):
    span = find_passage(text_of(markup), Quote.of(words, "", ""))

    assert mark_passages(markup, [span] if span else []) == marked
    assert text_of(marked) == text_of(markup)


def test_passages_that_overlap_are_marked_once():
    assert mark_passages("<p>One two three</p>", [(4, 13), (0, 7)]) == "<p><mark>One two</mark><mark> three</mark></p>"
