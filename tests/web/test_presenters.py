"""Values as people read them."""

from datetime import UTC, datetime, timedelta

import pytest

from pbvote.web import presenters


@pytest.mark.parametrize(
    ("pence", "text"), [(0, "£0"), (900000, "£9,000"), (900050, "£9,000.50"), (5, "£0.05"), (12_000_000, "£120,000")]
)
def test_money(pence: int, text: str) -> None:
    assert presenters.money(pence) == text


@pytest.mark.parametrize(
    ("hour", "minute", "text"),
    [
        (17, 0, "5pm"),
        (10, 31, "10:31am"),
        (0, 0, "midnight"),
        (12, 0, "midday"),
        (0, 5, "12:05am"),
        (12, 30, "12:30pm"),
    ],
)
def test_time(hour: int, minute: int, text: str) -> None:
    assert presenters.time(datetime(2026, 11, 14, hour, minute, tzinfo=UTC)) == text


def test_times_are_uk_times() -> None:
    summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert presenters.moment(summer) == "12:30am on 1 July 2026"
    assert presenters.weekday(summer) == "Wednesday 1 July 2026"


@pytest.mark.parametrize(
    ("value", "text"), [(0, "none"), (1, "one"), (10, "ten"), (11, "11"), (1207, "1,207"), (-1, "-1")]
)
def test_small_numbers_are_words(value: int, text: str) -> None:
    assert presenters.word(value) == text


@pytest.mark.parametrize("project", ["bike", "a b", "ü", '"', "<x>", "x", "78", "a/b"])
def test_anchors_are_ids_that_html_takes(project: str) -> None:
    name = presenters.anchor(project, "card")
    assert name.startswith("card-")
    assert name.replace("-", "").replace("_", "").isascii()
    assert not set(name) & set(" \"'<>/&")


def test_strange_ids_do_not_share_an_anchor() -> None:
    names = ["a b", "a/b", "a&b", "a-b", "ab"]
    assert len({presenters.anchor(name, "card") for name in names}) == len(names)


def test_text_is_cut_at_its_empty_lines() -> None:
    first, second = presenters.blocks("One.\nStill one.\n \nTwo.\n\n\n")
    assert first == presenters.Block(("One. Still one.",), is_list=False)
    assert second.lines == ("Two.",)


def test_lines_with_hyphens_are_a_list_only_if_all_have_one() -> None:
    assert presenters.blocks("- a: £5\n- b") == (presenters.Block(("a: £5", "b"), is_list=True),)
    assert not presenters.blocks("- a\nb")[0].is_list
    assert presenters.blocks(" \n\n") == ()


@pytest.mark.parametrize(
    ("length", "text"),
    [(0, "1 KB"), (409_600, "400 KB"), (1_048_575, "1,023 KB"), (1_048_576, "1.0 MB"), (12_320_768, "11.7 MB")],
)
def test_files_have_a_size_that_people_know(length: int, text: str) -> None:
    assert presenters.file_size(length) == text


@pytest.mark.parametrize(
    ("before_the_close", "words"),
    [(timedelta(hours=1), "Voting goes on by 4pm on 14 November 2026."), (timedelta(), "Please look again tomorrow.")],
)
def test_a_paused_vote_names_when_it_goes_on_and_never_a_time_after_the_close(
    before_the_close: timedelta, words: str
) -> None:
    closes_at = datetime(2026, 11, 14, 17, tzinfo=UTC)
    assert presenters.paused_words(closes_at - before_the_close, closes_at) == words
    assert presenters.paused_words(None, closes_at) == "Please look again tomorrow."
