"""Why pages: each fate has its words, every number in them may be shown, and none rests on fewer than 10 people."""

import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbvote.domain.counted_pot import CountedGroup
from pbvote.domain.pot import Tier
from pbvote.domain.rules import CountMethod
from pbvote.storage.queries.results import PotResult
from pbvote.verifier.electorate import Electorate
from pbvote.verifier.pot import Ballot, Pot, Profile
from pbvote.verifier.watched import WatchedRun
from pbvote.web.why import WhyPage, why_page
from tests.factories import World
from tests.web.made_results import made_result
from tests.web.visitor import Visitor

YOUTH = "/rounds/spring-2027/youth/results"
GREEDY, ONE_RUN = CountMethod("points-greedy", "none"), CountMethod(completion="none")


def page_of(found: PotResult, project: str) -> WhyPage:
    return why_page(found, found.projects[project])


def words_of(page: WhyPage) -> str:
    """Everything that the page takes from the count."""
    drawn = [f"{bar.name} {bar.text}" for bar in page.bars]
    pairs = [f"{word} {value}" for card in (page.card, page.other) if card for word, value in card.pairs]
    return " | ".join([page.answer, *drawn, *page.story.paragraphs, *page.ties, page.compare, *pairs])


def test_a_loser_hears_what_became_of_its_supporters_money() -> None:
    """Everybody had £10, and 60 of its 70 supporters gave all of it to the bike shed."""
    found = made_result({"a": 60_000, "b": 30_000, "c": 20_000}, {"ac": 60, "b": 30, "c": 10}, ONE_RUN)
    page = page_of(found, "c")
    assert page.title == "Why “Night football” was not funded"
    assert page.answer.startswith("70 people chose it, but the voting money left behind it did not cover its cost.")
    assert "the 70 people who ranked it had £700 of voting money between them." in words_of(page)
    assert "More than £500 of it paid for other projects that they also ranked." in words_of(page)
    assert "At the end £100 was left in the pot. That was £100 less than it cost." in words_of(page)
    assert page.lost
    assert [bar.lost for bar in page.bars] == [False, True]


def test_a_loser_that_could_never_be_paid_is_told_so() -> None:
    page = page_of(made_result({"a": 60_000, "b": 90_000}, {"a": 70, "b": 30}), "b")
    assert "So they could not pay for it, even with all of their money." in words_of(page)
    assert page.bars[0].lost


def test_a_winner_hears_who_paid_and_how_much_at_most() -> None:
    found = made_result({"a": 60_000, "b": 30_000, "c": 20_000}, {"ac": 60, "b": 30, "c": 10}, ONE_RUN)
    page = page_of(found, "a")
    assert page.title == "Why “Bike shed” was funded"
    assert page.answer == "Funded in step 1: 60 people put it first, and their voting money covered it."
    assert "Together these 60 people had £600 of voting money left. It cost £600." in words_of(page)
    assert "Nobody paid more than £10." in words_of(page)
    assert page.other is None


def test_the_most_money_that_stood_behind_a_loser_is_drawn_where_it_is_shown() -> None:
    """T1 withholds it; whoever has the whole trace may look at it with the same page."""
    found = made_result({"a": 60_000, "b": 30_000, "c": 20_000}, {"ac": 60, "b": 30, "c": 10}, ONE_RUN)
    assert not [bar for bar in page_of(found, "c").bars if "at best" in bar.name]
    assert found.counted is not None
    outcomes = tuple(
        replace(each, best_money=Fraction(15_000), best_step=2) if each.id == "c" else each
        for each in found.counted.projects
    )
    whole = replace(found, counted=replace(found.counted, projects=outcomes))
    (bar,) = (bar for bar in page_of(whole, "c").bars if "at best" in bar.name)
    assert (bar.name, bar.text, bar.lost) == (
        "Voting money behind it at best, in step 2: £150",
        "It cost £200",
        True,
    )


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("equal-shares-cost", "Nobody paid more than £10."),
        ("equal-shares-points", "for each point that they had given it"),
    ],
)
def test_a_winner_under_another_rule_hears_how_its_supporters_paid(rule: str, says: str) -> None:
    found = made_result({"a": 60_000, "b": 30_000}, {"a": 60, "b": 40}, CountMethod(rule, "none"))
    assert says in words_of(page_of(found, "a"))


@pytest.mark.parametrize("rule", ["points-greedy", "approval-greedy", "expanding-approvals"])
def test_no_rule_leaves_a_page_without_an_answer(rule: str) -> None:
    found = made_result(
        {"a": 60_000, "b": 30_000, "c": 90_000}, {"ab": 60, "bc": 40, "c": 12}, CountMethod(rule, "none")
    )
    for project in "abc":
        page = page_of(found, project)
        assert page.answer.endswith(".")
        assert (page.closeness, page.shares) == ((), ())


def test_one_that_the_rest_of_the_money_paid_for_says_so() -> None:
    found = made_result({"a": 60_000, "c": 30_000, "d": 90_000}, {"a": 60, "c": 10, "d": 40})
    filled = next(each["id"] for each in found.document["projects"] if each["state"] == "filled")
    page = page_of(found, filled)
    assert "with the money left over" in page.answer
    assert "It went to the projects with most points that still fitted." in words_of(page)


def test_one_that_a_conflict_left_out_names_the_other() -> None:
    found = made_result({"a": 60_000, "b": 30_000}, {"a": 60, "b": 40}, conflicts=(("a", "b"),))
    page = page_of(found, "b")
    assert page.answer == "Only one of it and the project in step 1 could be funded."
    assert page.rival is not None
    assert page.rival.id == "a"
    assert page.story.paragraphs == ()


def test_a_tie_that_the_draw_decided_names_the_draw() -> None:
    found = made_result({"a": 50_000, "b": 50_000, "c": 50_000}, {"a": 40, "b": 40, "c": 40})
    page = page_of(found, "b")
    (tie,) = (each for each in page.ties if "In step 1 “Bike shed”" in each)
    assert "was exactly level with “Quiet room” and “Night football”." in tie
    assert "The public draw had put “Bike shed” first, so it was taken first." in tie
    assert "With another of them first, other projects would have been funded." in tie
    assert page_of(made_result({"a": 50_000, "b": 40_000}, {"a": 60, "b": 40}), "b").ties == ()


def test_one_that_was_withdrawn_is_not_counted() -> None:
    found = made_result({"a": 60_000, "b": 30_000}, {"a": 60, "b": 40}, withdrawn=frozenset("b"))
    page = page_of(found, "b")
    assert page.title == "Why “Quiet room” was not counted"
    assert page.answer == "It was withdrawn."
    assert [section.title for section in page.sections] == ["What became of the votes for it"]
    assert page.story.paragraphs == ("In the votes that ranked it, the choices after it moved up one place.",)
    assert page.shares == ()
    assert page.other is None, "it was never set against the others"


def test_too_few_votes_for_a_count_have_their_own_words() -> None:
    page = page_of(made_result({"a": 60_000}, {"a": 40}, quorum=50), "a")
    assert page.answer == "Too few people voted. At least 50 votes were needed."
    assert page.story.paragraphs == ()
    assert page.other is None


def test_no_choice_moves_up_where_points_keep_the_place() -> None:
    found = made_result({"a": 60_000, "b": 30_000}, {"a": 60, "ba": 40}, GREEDY, withdrawn=frozenset("b"))
    assert page_of(found, "b").sections == ()


def test_a_loser_by_points_hears_what_the_pot_paid_for_instead() -> None:
    found = made_result({"a": 60_000, "b": 70_000, "c": 30_000}, {"a": 60, "b": 40, "c": 20}, GREEDY)
    words = words_of(page_of(found, "b"))
    assert "The pot paid for “Bike shed” and “Night football”." in words
    assert "A cheaper one after it can still win." in words
    assert found.counted is not None
    parameters = replace(found.counted.parameters, on_overflow="stop")
    stopped = replace(found, counted=replace(found.counted, parameters=parameters))
    assert "passed over" not in words_of(page_of(stopped, "b"))


def test_a_loser_of_a_pot_with_groups_hears_that_its_supporters_money_was_not_lost() -> None:
    halves = (CountedGroup("young", Fraction(1, 2)), CountedGroup("old", Fraction(1, 2)))
    ballots = {"a/young": 60, "b/old": 60, "ac/old": 20}
    found = made_result({"a": 40_000, "b": 30_000, "c": 60_000}, ballots, groups=halves, analysed=True)
    words = words_of(page_of(found, "c"))
    assert "Its supporters’ voting money paid for other projects that they ranked, or was not spent." in words
    assert "We do not say which ones, or how much each" in words


def test_where_nothing_is_left_no_gap_is_worked_out() -> None:
    page = page_of(made_result({"a": 60_000, "b": 60_000, "c": 40_000}, {"a": 50, "b": 20, "c": 40}), "b")
    assert page.story.paragraphs[-1] == "At the end nothing was left in the pot."


def test_a_greedy_rule_speaks_of_no_voting_money() -> None:
    found = made_result({"a": 60_000, "b": 70_000}, {"a": 60, "b": 40}, GREEDY)
    for project in "ab":
        assert "voting money" not in words_of(page_of(found, project))
    assert "At the end £400 was left in the pot. That was £300 less than it cost." in words_of(page_of(found, "b"))


def test_under_t0_nothing_but_the_outcome_is_told() -> None:
    found = made_result({"a": 60_000, "b": 70_000}, {"a": 16, "b": 13}, tier=Tier.T0)
    won, lost = page_of(found, "a"), page_of(found, "b")
    assert won.answer == "Funded. Too few people voted to say more."
    assert lost.answer == "Not funded. Too few people voted to say more."
    for page in (won, lost):
        assert (page.bars, page.story.paragraphs, page.ties, page.other, page.told) == ((), (), (), None, False)
        assert [word for word, _ in page.card.pairs] == ["Cost"]


def test_a_withheld_number_is_named_as_not_shown() -> None:
    page = page_of(made_result({"a": 60_000, "b": 70_000}, {"a": 60, "b": 4}), "b")
    assert dict(page.card.pairs)["People who ranked it"] == "not shown"
    assert page.withheld
    assert page.answer.startswith("The voting money left behind it did not cover its cost.")


@pytest.mark.parametrize(
    ("ballots", "says"),
    [
        ({"a": 60, "bc": 30, "c": 20}, "More people ranked “Bike shed”."),
        ({"a": 50, "b": 25, "cb": 25}, "As many people ranked “Bike shed”."),
        ({"a": 40, "b": 35, "cb": 25}, "Fewer people ranked “Bike shed”. But it cost less."),
    ],
)
def test_a_loser_is_set_beside_a_winner(ballots: dict[str, int], says: str) -> None:
    found = made_result({"a": 30_000, "b": 95_000, "c": 97_000}, ballots, ONE_RUN)
    page = page_of(found, "b")
    assert page.other is not None
    assert page.other.project.id == "a"
    assert page.compare.startswith(says)


@st.composite
def pots(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, int]]:
    """Costs of up to four projects, and groups of voters small and large."""
    ids = "abcd"[: draw(st.integers(2, 4))]
    costs = {each: draw(st.integers(20, 95)) * 1000 for each in ids}
    ballots: Counter[str] = Counter()
    for _ in range(draw(st.integers(2, 7))):
        ranking = "".join(draw(st.permutations(ids))[: draw(st.integers(1, 3))])
        ballots[ranking] += draw(st.sampled_from([1, 4, 9, 10, 11, 25, 40]))
    return costs, ballots


@settings(max_examples=60, deadline=None)
@given(pots())
def test_a30_no_number_of_few_people_is_on_any_why_page(made: tuple[dict[str, int], dict[str, int]]) -> None:
    """Every number of people on it is one that result.json shows."""
    found = made_result(*made)
    told = {value for each in found.document["projects"] for value in (each["supporters"], each["first_choices"])}
    told |= {each["supporters"] for each in found.document["steps"]} | {found.document["n"]}
    for project in found.projects:
        words = words_of(page_of(found, project))
        for number in re.findall(r"([0-9,]+) (?:people|person)", words.replace("ewer than 10 people", "")):
            assert int(number.replace(",", "")) in told


@settings(max_examples=60, deadline=None)
@given(pots())
def test_what_is_said_to_have_paid_for_others_really_did(made: tuple[dict[str, int], dict[str, int]]) -> None:
    """The page knows it from public numbers alone; the ballots, counted by the verifier, say the same."""
    costs, ballots = made
    found = made_result(costs, ballots)
    ids = list(costs)
    pot = Pot(100_000, tuple(ids), tuple(costs.values()), tuple(range(len(ids))), max_ranks=3)
    cast = {tuple((ids.index(each),) for each in ranking): times for ranking, times in ballots.items()}
    profile = Profile(pot, [Ballot(ranking) for ranking, times in cast.items() for _ in range(times)])
    assert found.counted is not None
    share = found.counted.parameters.voting_money
    assert share is not None
    run = WatchedRun(pot, Electorate(profile, len(ids)), set(), int(share * profile.n), 1)
    run.finish()
    for place, project in enumerate(ids):
        spent = sum((each.get(place, Fraction()) for each in run.paid), Fraction())
        for stated in re.findall(r"More than £([0-9,.]+) of it paid", words_of(page_of(found, project))):
            assert spent > Fraction(stated.replace(",", "")) * 100


def test_each_project_of_a_published_round_has_its_page(finished: World) -> None:
    reader = Visitor(finished)
    for project in ("bike", "quiet", "games", "boat"):
        page = reader.get(f"{YOUTH}/projects/{project}")
        assert page.heading.startswith("Why “")
        assert f"{YOUTH}/steps" in page.links()
    assert "Fewer than 30 votes" in reader.get("/rounds/spring-2027/everybody/results/projects/pond").words


def test_the_result_links_to_every_why_page(finished: World) -> None:
    links = Visitor(finished).get(YOUTH).links()
    assert {f"{YOUTH}/projects/{each}" for each in ("bike", "quiet", "games", "boat")} <= set(links)


@pytest.mark.parametrize("project", ["nothing", "%00", "..%2f..", "bike/"])
def test_an_unknown_project_has_no_page(finished: World, project: str) -> None:
    assert Visitor(finished).get(f"{YOUTH}/projects/{project}", 404).heading == "We cannot find that page"


def test_before_publishing_there_is_no_why(visitor: Visitor) -> None:
    """The page waits, for a project that exists and for one that does not: it says nothing about either."""
    known = visitor.get(f"{YOUTH}/projects/bike", 404)
    assert known.words == visitor.get(f"{YOUTH}/projects/nothing", 404).words
    assert "Voting is still open." in known.words
