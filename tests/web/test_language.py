"""One language per request: what is said in it, what falls back to English, and what is marked as such."""

import ast
from gettext import NullTranslations
from pathlib import Path

import pytest

from pbvote.domain.errors import TooManyChoicesError
from pbvote.domain.sentence import say, say_many
from pbvote.web import language
from pbvote.web.language import EnglishText, Lacking, Speech, gettext, ngettext, speaking, told, translated

WEB = sorted(Path(language.__file__).parent.rglob("*.py"))


class Welsh(NullTranslations):
    """Three texts."""

    TEXTS = {  # noqa: RUF012 - read only
        "Back": "Yn ôl",
        "You can choose up to %(most)s. Remove one to add another.": "Hyd at %(most)s.",
        "%(who)s said it.": "Dywedodd %(who)s.",
    }

    def gettext(self, message: str) -> str:
        return self.TEXTS.get(message) or super().gettext(message)


@pytest.fixture
def welsh() -> Speech:
    translations = Welsh()
    translations.add_fallback(Lacking())
    return Speech("cy", translations, unfinished=True)


def test_english_says_what_the_code_says() -> None:
    assert gettext("Back") == "Back"
    assert ngettext("a vote", "votes", 2) == "votes"
    assert not isinstance(gettext("Back"), EnglishText)


def test_another_language_says_what_its_catalogue_holds(welsh: Speech) -> None:
    with speaking(welsh):
        assert gettext("Back") == "Yn ôl"
    assert gettext("Back") == "Back"


def test_what_it_lacks_is_english_and_known_to_be(welsh: Speech) -> None:
    with speaking(welsh):
        assert isinstance(gettext("Next"), EnglishText)
        assert isinstance(gettext("Up to %(most)s") % {"most": 3}, EnglishText)
        assert isinstance(ngettext("a vote", "votes", 1), EnglishText)
        assert not isinstance(gettext("Back"), EnglishText)


def test_an_error_is_said_in_the_language_with_its_values(welsh: Speech) -> None:
    with speaking(welsh):
        assert translated(str(TooManyChoicesError(5))) == "Hyd at 5."


def test_a_sentence_in_a_sentence_is_said_too(welsh: Speech) -> None:
    with speaking(welsh):
        assert told(say("%(who)s said it.", who=say("Back"))) == "Dywedodd Yn ôl."


def test_a_sentence_with_a_number_asks_for_it(welsh: Speech) -> None:
    with speaking(welsh):
        assert told(say_many("%(number)s vote", "%(number)s votes", 2)) == "2 votes"


@pytest.mark.parametrize("value", [3, None, "Ann Lee", ("a",)])
def test_nothing_else_is_touched(welsh: Speech, value: object) -> None:
    with speaking(welsh):
        assert translated(value) is value


def test_an_empty_text_stays_empty(welsh: Speech) -> None:
    """To an empty text gettext answers with the head of the catalogue."""
    with speaking(welsh):
        assert gettext("") == ""


def test_english_text_cannot_smuggle_html(welsh: Speech) -> None:
    with speaking(welsh):
        assert "<b>" not in (gettext("%(name)s!") % {"name": "<b>"}).__html__()  # type: ignore[attr-defined] # EnglishText


@pytest.mark.parametrize("module", WEB, ids=lambda path: path.stem)
def test_nothing_is_said_before_a_request_begins(module: Path) -> None:
    """A text that is asked for when a module is loaded would be English for ever."""
    tree = ast.parse(module.read_text())
    called_later = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        for part in (node.body if isinstance(node.body, list) else [node.body])
        for inner in ast.walk(part)
    }
    at_once = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node not in called_later
        if node.func.id in {"_", "gettext", "ngettext"}
    ]
    assert at_once == []
