import pytest

from pbvote.domain.errors import PbvoteError, TooManyChoicesError
from pbvote.domain.sentence import Sentence, either, say, say_many, together


def test_a_sentence_is_its_english_text() -> None:
    assert say("You can choose up to %(most)s.", most=3) == "You can choose up to 3."
    assert f"{say('Nothing.')}!" == "Nothing.!"


def test_a_sentence_remembers_its_text_and_its_values() -> None:
    made = say("You can choose up to %(most)s.", most=3)
    assert (made.text, dict(made.values)) == ("You can choose up to %(most)s.", {"most": 3})


def test_without_values_a_percent_sign_is_just_that() -> None:
    assert say("Write 50% or 1/3.") == "Write 50% or 1/3."


def test_a_value_that_the_text_names_must_be_there() -> None:
    with pytest.raises(KeyError):
        say("Up to %(most)s of %(all)s.", most=3)


@pytest.mark.parametrize(("number", "text"), [(0, "0 votes"), (1, "1 vote"), (2, "2 votes")])
def test_a_number_decides(number: int, text: str) -> None:
    assert say_many("%(number)s vote", "%(number)s votes", number) == text


def test_a_number_can_be_written_in_another_way() -> None:
    assert say_many("%(number)s vote", "%(number)s votes", 2000, number=f"{2000:,}") == "2,000 votes"


@pytest.mark.parametrize(
    ("names", "choice", "all_of_them"),
    [(["a"], "a", "a"), (["a", "b"], "a or b", "a and b"), (["a", "b", "c"], "a, b or c", "a, b and c")],
)
def test_names_in_a_row(names: list[str], choice: str, all_of_them: str) -> None:
    assert (either(names), together(names)) == (choice, all_of_them)


def test_the_text_of_an_error_is_still_a_sentence() -> None:
    """Whoever writes `str(error)` hands on what can be said in another language."""
    text = str(TooManyChoicesError(5))
    assert isinstance(text, Sentence)
    assert text.values == {"most": 5}


def test_an_error_with_plain_text_says_it() -> None:
    assert str(PbvoteError("As it is.")) == "As it is."
    assert str(PbvoteError()) == ""
