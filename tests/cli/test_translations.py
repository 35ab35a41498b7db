import pytest

from pbvote.cli import main
from pbvote.cli.translations import group_of, report, waiting
from pbvote.formats.catalogue import Message, State, catalogue_of


def test_the_command_says_how_far_each_language_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translations"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "pbvote/catalogues/cy.po"
    assert lines[1].split()[:3] == ["group", "texts", "checked"]
    assert lines[-1].split()[1] == str(len(catalogue_of("cy").messages))


def test_it_lists_what_waits_in_a_group(capsys: pytest.CaptureFixture[str]) -> None:
    main(["translations", "--list", "signin"])
    listed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("to ")]
    in_group = [each for each in catalogue_of("cy").messages if group_of(each) == "signin"]
    assert len(listed) >= len(in_group)


def test_all_that_waits_is_all_that_nobody_checked() -> None:
    catalogue = catalogue_of("cy")
    unchecked = [each for each in catalogue.messages if each.state is not State.CHECKED]
    assert len(list(waiting(catalogue, "all"))) == len(unchecked)
    assert list(waiting(catalogue, "no such group")) == []


def test_the_groups_add_up() -> None:
    *groups, everything = [line.split()[-4:] for line in list(report(catalogue_of("cy"), 100))[2:]]
    assert [str(sum(int(row[place]) for row in groups)) for place in range(4)] == everything


@pytest.mark.parametrize(
    ("places", "group"),
    [
        (("templates/base.html",), "every page"),
        (("templates/voting/pots.html",), "voting"),
        (("pbvote/web/board/acts.py", "templates/board/home.html"), "board"),
        (("pbvote/web/voting.py",), "words of pages"),
        (("pbvote/web/board/acts.py",), "board"),
        (("pbvote/services/notice_texts.py",), "acts and notices"),
        (("pbvote/domain/errors.py",), "facts and rules"),
        (("templates/board/home.html", "templates/voting/pots.html"), "voting"),
    ],
)
def test_a_text_stands_in_the_group_of_its_pages(places: tuple[str, ...], group: str) -> None:
    assert group_of(Message("x", "", places, State.WAITING)) == group
