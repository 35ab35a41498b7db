"""The paper form of an idea."""

from pbvote.domain.phase import Phase
from pbvote.services.prices import PriceWords, add_price
from pbvote.storage.tables import QuestionRow
from tests.factories import ROUND, World
from tests.ideas import set_phase
from tests.web.visitor import Visitor

FORM = f"/rounds/{ROUND}/ideas/form"


def test_it_asks_what_the_pages_ask(talking: World) -> None:
    add_price(talking.office, "officer-1", PriceWords("Bench", "one bench", 45_000))
    with talking.office.database.write() as uow:
        now = talking.office.clock.now(uow.db)
        uow.db.add(QuestionRow(round_id=ROUND, text="What would make Fridays better?", state="chosen", made_at=now))
        uow.commit()
    words = Visitor(talking).get(FORM).words
    for said in (
        "What is your idea called?", "What would happen?", "Why is it needed?", "Who does it help, and how?",
        "Young people’s pot (£20,000)", "What would make Fridays better?", "Bench £450 (one bench)",
        "Give it back by 9am on 30 January 2027.",
    ):  # fmt: skip
        assert said in words


def test_it_comes_in_large_print(talking: World) -> None:
    assert "pb-paper--large" in Visitor(talking).get(f"{FORM}?size=large").text
    assert "pb-paper--large" not in Visitor(talking).get(FORM).text


def test_there_is_none_for_a_round_that_asks_nobody(talking: World) -> None:
    Visitor(talking).get("/rounds/autumn/ideas/form", 404)
    set_phase(talking, Phase.REVIEW)
    Visitor(talking).get(FORM)
