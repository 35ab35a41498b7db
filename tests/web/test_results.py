"""Results pages."""

import io
import zipfile

import pytest

from pbvote.domain.round import RoundState
from pbvote.web.results import _blank, _waiting, why_words
from tests.factories import World
from tests.web.visitor import Visitor

YOUTH = "/rounds/spring-2027/youth/results"
EVERYBODY = "/rounds/spring-2027/everybody/results"


@pytest.fixture
def reader(finished: World) -> Visitor:
    """Somebody at the site of the published round."""
    return Visitor(finished)


def test_it_says_who_won_and_one_line_why_for_each(reader: Visitor) -> None:
    page = reader.get(YOUTH)
    assert page.heading == "Young people’s pot: two projects won"
    assert page.words.count("Funded in step") == 2
    assert page.words.count("Not funded: ") == 2
    assert "40 of 40 people took part. That is 100 in every 100." in page.words
    assert "Everybody who voted ranked at least one project." in page.words


def test_it_says_that_no_auditor_has_signed(reader: Visitor) -> None:
    assert "This result is provisional. No auditor has signed it yet." in reader.get(YOUTH).words


def test_it_names_both_kinds_of_money(reader: Visitor) -> None:
    words = reader.get(YOUTH).words
    assert "is £500 each" in words
    assert "of voting money" in words


def test_a_pot_with_few_votes_gives_no_reasons_and_no_numbers(reader: Visitor) -> None:
    words = reader.get(EVERYBODY).words
    assert "Fewer than 10 people took part." in words
    assert "Too few people voted to say more." in words
    assert "in step" not in words


def test_the_index_lists_every_pot(reader: Visitor) -> None:
    assert {YOUTH, EVERYBODY} <= set(reader.get("/results").links())


@pytest.mark.parametrize("path", ["/results", "/rounds/spring-2027/youth/results"])
def test_the_report_and_the_page_of_the_round_are_a_link_away(reader: Visitor, path: str) -> None:
    links = reader.get(path).links()
    assert {"/rounds/spring-2027", "/rounds/spring-2027/report"} <= set(links)


def test_before_there_is_a_result_the_page_says_what_is_awaited(visitor: Visitor) -> None:
    assert "Voting is still open." in visitor.get(YOUTH, 404).words
    assert "There is no result yet." in visitor.get("/results").words


def test_a_paused_round_is_not_called_open() -> None:
    assert "paused" in _waiting(RoundState.SUSPENDED)
    assert "still open" not in _waiting(RoundState.SUSPENDED)


@pytest.mark.parametrize("state", list(RoundState))
def test_each_state_has_its_words(state: RoundState) -> None:
    assert _waiting(state).endswith(".")


def test_nothing_of_the_result_leaves_before_it_is_published(visitor: Visitor, world: World) -> None:
    for number in range(0, 80, 2):
        world.cast(number, "bike", "quiet")
    world.close()
    world.agree("draw", seed="4 17")
    world.agree("count")
    assert "every vote is counted" in visitor.get(YOUTH, 404).words.lower()
    assert visitor.get("/rounds/spring-2027/public.zip", 404).heading == "We cannot find that page"


def test_the_public_bundle_can_be_taken_away(reader: Visitor) -> None:
    answer = reader.client.get("/rounds/spring-2027/public.zip")
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert "log.jsonl" in names
    assert not [name for name in names if "ballots" in name or "trace" in name or name.startswith("roll/")]


@pytest.mark.parametrize(
    "path", ["/rounds/spring-2027/auditor.zip", "/rounds/nope/public.zip", "/rounds/%2e%2e/public.zip"]
)
def test_there_is_no_other_bundle(reader: Visitor, path: str) -> None:
    """A58, A33: the auditors' bundle is given out by officers, never by an address."""
    assert reader.client.get(path).status_code == 404


@pytest.mark.parametrize(("blank", "shown"), [(0, True), (1, False), (9, False), (10, True), (None, False)])
def test_a_small_number_of_blank_votes_is_left_out(blank: int | None, shown: bool) -> None:  # noqa: FBT001 - a table
    assert bool(_blank({"blank": blank, "n": 100})) is shown


def test_a_reason_that_is_withheld_is_replaced_by_a_plain_sentence() -> None:
    assert why_words({"reason": None}, won=True).startswith("Funded.")
    assert why_words({}, won=False).startswith("Not funded.")
