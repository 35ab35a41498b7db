"""Invented members and rankings are the same on every machine, varied, and within the pot's limits."""

from collections import Counter

import pytest

from pbvote.domain.counted_pot import CountedPot, CountedProject
from pbvote.domain.pot import check_ranking
from pbvote.domain.ranking import Ranking
from pbvote.services.demo.content import DemoPot
from pbvote.services.demo.people import invent_members, invent_ranking
from pbvote.services.demo.read_content import marlbrook
from pbvote.services.demo.toml_table import ContentError
from pbvote.tally.counting import count

SEED = 2026
MEMBERS = invent_members(SEED, 600)
FIRST = (1, "Seren Akande", "Hillend", "2012-03-05")
POTS = [pot for each in (marlbrook().open_round, marlbrook().finished_round) for pot in each.pots]


def _id(pot: DemoPot) -> str:
    return pot.id


def test_the_same_seed_gives_the_same_people() -> None:
    """Two runs of the demo invent the same roll."""
    assert invent_members(SEED, 600) == MEMBERS


def test_another_seed_gives_other_people() -> None:
    """The seed matters."""
    assert invent_members(SEED + 1, 600) != MEMBERS


def test_a_longer_roll_starts_like_a_shorter_one() -> None:
    """So a small demo in a test meets people of the large one."""
    assert invent_members(SEED, 40) == MEMBERS[:40]


def test_the_first_member_never_changes() -> None:
    """Drawn here by hand once: a change of the generator would change every demo's codes and birthdays."""
    first = MEMBERS[0]
    assert (first.number, first.name, first.ward, first.born.isoformat()) == FIRST


def test_no_two_members_have_the_same_name() -> None:
    """Nobody is taken for somebody else."""
    assert len({member.name for member in MEMBERS}) == len(MEMBERS)


def test_more_members_than_names_are_refused() -> None:
    """It would search for a new name for ever."""
    with pytest.raises(ContentError, match="not enough names"):
        invent_members(SEED, 100_000)


def test_about_45_in_100_are_young() -> None:
    """Ages 11 to 19 on the day that counts; nobody is under 11."""
    day = marlbrook().open_round.pots[0].ages_on
    ages = [day.year - m.born.year - ((day.month, day.day) < (m.born.month, m.born.day)) for m in MEMBERS]
    assert ages == [member.age for member in MEMBERS]
    assert min(ages) >= 11
    assert 42 * len(ages) <= 100 * sum(age <= 19 for age in ages) <= 49 * len(ages)


def test_every_ward_is_lived_in() -> None:
    """At least a quarter of the members in each."""
    living = Counter(member.ward for member in MEMBERS)
    assert set(living) == set(marlbrook().trust.wards)
    assert min(living.values()) >= 150


@pytest.mark.parametrize("pot", POTS, ids=_id)
def test_rankings_are_what_the_pot_takes(pot: DemoPot) -> None:
    """Only ids of the pot, none twice, never more than the pot takes: the domain's own check agrees."""
    ids = [project.id for project in pot.projects]
    for member in MEMBERS:
        ranking = invent_ranking(SEED, member, pot.projects, pot.max_ranks)
        assert check_ranking(ranking, ids, pot.max_ranks) == ranking


@pytest.mark.parametrize("pot", POTS, ids=_id)
def test_rankings_have_every_length(pot: DemoPot) -> None:
    """Some are blank, most are not full, and every project is somebody's choice."""
    rankings = [invent_ranking(SEED, member, pot.projects, pot.max_ranks) for member in MEMBERS]
    assert {len(ranking) for ranking in rankings} == {0, 1, 2, 3, 4, 5}
    assert 0 < sum(not ranking for ranking in rankings) < 30
    assert {choice for ranking in rankings for choice in ranking} == {project.id for project in pot.projects}


def test_a_short_ballot_cuts_rankings() -> None:
    """A pot that takes two ranks gets no third."""
    projects = POTS[0].projects
    assert max(len(invent_ranking(SEED, member, projects, 2)) for member in MEMBERS) == 2


def test_two_projects_are_ranked_at_most_once_each() -> None:
    """A ranking ends where the projects end."""
    projects = POTS[0].projects[:2]
    assert max(len(invent_ranking(SEED, member, projects, 5)) for member in MEMBERS) == 2


def test_the_order_of_the_projects_changes_nothing() -> None:
    """A page may list them in any order."""
    pot = POTS[2]
    for member in MEMBERS[:50]:
        forwards = invent_ranking(SEED, member, pot.projects, 5)
        assert forwards == invent_ranking(SEED, member, pot.projects[::-1], 5)


def test_the_same_member_chooses_anew_with_another_seed() -> None:
    """Two rounds of ballots are not copies."""
    pot = POTS[0]
    first = [invent_ranking(1, member, pot.projects, 5) for member in MEMBERS]
    assert first != [invent_ranking(2, member, pot.projects, 5) for member in MEMBERS]


def test_young_and_old_differ() -> None:
    """The young rank the film nights more often than the old, who rank the heart starters more often."""
    whole = POTS[2]
    hearts: Counter[bool] = Counter()
    films: Counter[bool] = Counter()
    for member in MEMBERS:
        ranking = invent_ranking(SEED, member, whole.projects, 5)
        hearts[member.age > 59] += "hearts" in ranking
        films[member.age > 59] += "films" in ranking
    old = sum(member.age > 59 for member in MEMBERS)
    young = len(MEMBERS) - old
    assert hearts[True] * young > hearts[False] * old
    assert films[True] * young < films[False] * old


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_finished_round_ends_as_the_drawings_say(seed: int) -> None:
    """Whoever votes, the same five of eleven projects win clearly, and £500 is left."""
    (everyone,) = marlbrook().finished_round.pots
    pot = CountedPot(
        everyone.amount_pence,
        tuple(CountedProject(project.id, project.cost_pence) for project in everyone.projects),
        everyone.max_ranks,
    )
    voters = [member for member in MEMBERS if everyone.set_up().electorate.admits(member.born, member.ward)]
    ballots = [Ranking.of(invent_ranking(seed, member, everyone.projects, 5)) for member in voters[seed::2]]
    funded = count(pot, ballots, pot.ids).funded
    assert set(funded) == {"warm-hub", "boat", "radio", "homework", "dance"}
    assert everyone.amount_pence - sum(each.cost for each in pot.projects if each.id in funded) == 50_000
