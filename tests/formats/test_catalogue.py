from pathlib import Path

import pytest

from pbvote.formats.catalogue import State, catalogue_of, languages, read_catalogue

HEAD = 'msgid ""\nmsgstr ""\n"Language: cy\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
TEXTS = """
#: templates/front/front.html pbvote/web/front.py
msgid "Back"
msgstr "Yn ôl"

#, fuzzy
msgid "Next"
msgstr "Nesaf"

msgid "Choose"
msgstr ""

msgid "%(num)s vote"
msgid_plural "%(num)s votes"
msgstr[0] "%(num)s a"
msgstr[1] "%(num)s b"
msgstr[2] "%(num)s c"
msgstr[3] "%(num)s d"
msgstr[4] "%(num)s e"

msgid "%(num)s idea"
msgid_plural "%(num)s ideas"
msgstr[0] "%(num)s a"
msgstr[1] ""
msgstr[2] "%(num)s c"
msgstr[3] "%(num)s d"
msgstr[4] "%(num)s e"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "cy.po"
    made.write_text(HEAD + TEXTS, encoding="utf-8")
    return made


def test_every_text_has_its_state(file: Path) -> None:
    states = {message.text: message.state for message in read_catalogue(file).messages}
    assert states == {
        "Back": State.CHECKED,
        "Next": State.UNCHECKED,
        "Choose": State.WAITING,
        "%(num)s vote": State.CHECKED,
        "%(num)s idea": State.WAITING,
    }


def test_what_nobody_has_checked_is_not_said(file: Path) -> None:
    catalogue = read_catalogue(file)
    assert catalogue.checked.gettext("Back") == "Yn ôl"
    assert catalogue.checked.gettext("Next") == "Next"
    assert catalogue.checked.gettext("Choose") == "Choose"


def test_it_is_said_to_those_who_check_it(file: Path) -> None:
    assert read_catalogue(file).with_unchecked.gettext("Next") == "Nesaf"


def test_a_number_is_said_as_the_language_counts(file: Path) -> None:
    said = read_catalogue(file).checked
    assert [said.ngettext("%(num)s vote", "%(num)s votes", number)[-1] for number in (0, 1, 2, 3, 6, 7)] == list(
        "abcdea"
    )


def test_a_text_with_a_form_missing_is_not_said_at_all(file: Path) -> None:
    assert read_catalogue(file).with_unchecked.ngettext("%(num)s idea", "%(num)s ideas", 2) == "%(num)s ideas"


def test_a_text_knows_the_files_that_say_it(file: Path) -> None:
    (back,) = (each for each in read_catalogue(file).messages if each.text == "Back")
    assert back.places == ("pbvote/web/front.py", "templates/front/front.html")


def test_welsh_is_there_and_nothing_in_it_claims_a_check_that_nobody_made() -> None:
    """Whoever checks Welsh texts changes this number with them, and says in the commit who they are."""
    assert languages() == ("en", "cy")
    assert catalogue_of("cy").count(State.CHECKED) == 0
