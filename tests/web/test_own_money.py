"""The voter's own page: for whoever signed in, never kept by a browser, no proof to hand on, gone with the key."""

from fractions import Fraction

import pytest

from pbvote.services.own_money import Answer, OwnMoney
from pbvote.web.own_money import own_page, reason_words
from tests.factories import ROUND, World
from tests.web.visitor import Visitor

MONEY = "/vote/youth/money"
TITLES = {"a": "Bike shed", "b": "Quiet room"}


@pytest.fixture
def voter(finished: World) -> Visitor:
    """Member 2, who voted, signed in after the result."""
    visitor = Visitor(finished)
    visitor.sign_in(2)
    return visitor


def test_it_says_what_was_paid_and_what_was_not_spent(voter: Visitor) -> None:
    page = voter.get(MONEY)
    assert page.heading == "Where your voting money went"
    assert "In the count you had £" in page.words
    assert "Bike repair shed" in page.words


def test_the_way_there_from_the_result_and_from_the_pots(voter: Visitor) -> None:
    assert MONEY in voter.get("/vote").links()
    result = voter.get("/rounds/spring-2027/youth/results")
    assert "/sign-in?why=money" in result.links()
    assert "use the code you voted with" in voter.get("/sign-in?why=money").words


def test_a_pot_in_which_nobody_paid_links_to_no_such_page(voter: Visitor) -> None:
    assert "/sign-in?why=money" not in voter.get("/rounds/spring-2027/everybody/results").links()


def test_no_browser_keeps_it_and_it_ends_with_a_clear_screen(voter: Visitor) -> None:
    page = voter.get(MONEY)
    assert page.headers["cache-control"] == "no-store"
    assert voter.press("/sign-out").heading == "You have finished"
    assert voter.get(MONEY).heading == "What is your voting code?"


def test_it_is_no_proof_to_hand_on(voter: Visitor) -> None:
    """No check code, no salt, no file, nothing signed: the page could have been written by anybody."""
    voter.get("/vote/youth/done")
    assert voter.page.document is not None
    code = next(each for each in voter.page.document.iter() if each.get("class") == "pb-code")
    groups = "".join(code.itertext()).split()
    page = voter.get(MONEY)
    assert not [group for group in groups if len(group) > 1 and group in page.text]
    assert not [link for link in page.links() if "receipt" in link or "done" in link]


def test_nobody_sees_it_without_a_sign_in(finished: World) -> None:
    stranger = Visitor(finished)
    assert stranger.get(MONEY).heading == "What is your voting code?"


def test_nobody_sees_that_of_a_pot_that_is_not_theirs(finished: World) -> None:
    grown_up = Visitor(finished)
    grown_up.sign_in(1)
    grown_up.get(MONEY, 403)
    grown_up.get("/vote/nothing/money", 403)


def test_who_did_not_vote_is_told_so(finished: World) -> None:
    silent = Visitor(finished)
    silent.sign_in(7)
    assert MONEY.replace("youth", "everybody") not in silent.page.links()
    words = silent.get("/vote/everybody/money").words
    assert "Fewer than 30 votes" in words
    assert "some of what you chose" not in words


def test_while_votes_come_in_it_leads_to_the_pots(world: World) -> None:
    world.cast(0, "bike")
    early = Visitor(world)
    early.sign_in(0)
    assert MONEY not in early.page.links()
    assert early.get(MONEY).heading == "Your pots"


def test_once_the_key_is_gone_it_says_so(voter: Visitor) -> None:
    keys = voter.world.office.keys.folder
    for file in [each for each in keys.rglob("*") if ROUND in each.name]:
        file.unlink()
    page = voter.get(MONEY)
    assert "Your vote cannot be opened." in page.words
    assert "In the count you had" not in page.words
    assert "Bike repair shed" not in page.words


@pytest.mark.parametrize("answer", [each for each in Answer if each not in {Answer.TOLD, Answer.WAITING}])
def test_each_reason_has_its_words(answer: Answer) -> None:
    assert reason_words(answer).endswith(".")


def test_money_that_is_told_together_has_one_bar() -> None:
    page = own_page(OwnMoney((("a", Fraction(500)),), ("b",), Fraction(1000), Fraction(500)), TITLES)
    assert [(bar.name, bar.text) for bar in page.bars] == [
        ("Bike shed", "£5"),
        ("Some of the projects below, or not spent", "£5"),
    ]
    assert "Nothing was taken from you, and nothing is owed to you." in page.paragraphs[-1]
    assert "We do not say how much each of these got from you: “Quiet room”." in " ".join(page.paragraphs)


def test_money_of_a_small_group_has_no_amount_at_all() -> None:
    page = own_page(OwnMoney((), ("a", "b"), None, None), TITLES)
    assert page.bars == ()
    assert "£" not in page.lead + " ".join(page.paragraphs)


def test_money_that_nothing_was_paid_with_is_told_so() -> None:
    page = own_page(OwnMoney((), (), Fraction(1000), Fraction(1000)), TITLES)
    assert "None of it was spent: what you ranked did not win, or won without needing your money." in page.lead
    assert page.is_told
    assert [(bar.name, bar.text, bar.rest) for bar in page.bars] == [("Not spent", "£10", True)]
