import pytest
from markupsafe import Markup

from pbvote.web.english_parts import mark_english, name_english_parts

ENGLISH = str(mark_english(Markup("Back")))


def named(*pieces: str) -> str:
    return "".join(name_english_parts(pieces))


def test_a_text_between_tags_says_that_it_is_english() -> None:
    assert named(f"<p>{ENGLISH}</p>") == '<p><span lang="en">Back</span></p>'


@pytest.mark.parametrize("tag", ["title", "option", "textarea"])
def test_where_no_element_may_stand_nothing_is_added(tag: str) -> None:
    assert (
        named(f"<{tag}>{ENGLISH}</{tag}><b>{ENGLISH}</b>") == f'<{tag}>Back</{tag}><b><span lang="en">Back</span></b>'
    )


def test_a_picture_of_lines_keeps_its_title() -> None:
    assert named(f"<svg><title>{ENGLISH}</title><desc>{ENGLISH}</desc></svg>") == (
        "<svg><title>Back</title><desc>Back</desc></svg>"
    )


@pytest.mark.parametrize("quote", ["'", '"'])
def test_an_attribute_keeps_its_text_alone(quote: str) -> None:
    assert named(f"<a title={quote}{ENGLISH} > {ENGLISH}{quote}>x</a>") == f"<a title={quote}Back > Back{quote}>x</a>"


def test_english_in_english_is_said_once() -> None:
    outer = str(mark_english(Markup("Go <b>%s</b>") % mark_english(Markup("Back"))))
    assert named(outer) == '<span lang="en">Go <b>Back</b></span>'


def test_a_page_may_come_in_pieces_cut_anywhere_but_in_a_mark() -> None:
    whole = f'<p class="a">{ENGLISH}</p><a title="{ENGLISH}">{ENGLISH}</a><!-- it\'s -->'
    for cut in (1, 5, 10, whole.index("</p>") + 2, whole.index("title") + 3, len(whole) - 2):
        assert named(whole[:cut], whole[cut:]) == named(whole)


def test_nobody_can_write_the_marks() -> None:
    assert "span" not in named("<p>\ue000x\ue001 \ue0000000000000000000\ue001</p>")


def test_a_page_without_english_stays_as_it_is() -> None:
    page = "<!DOCTYPE html><p title='a < b'>1 &lt; 2 é</p>"
    assert named(page) == page
