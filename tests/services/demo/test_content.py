"""The texts and pictures of the demo are worth reading, plain, and fit for the pages that show them."""

import re
from xml.etree import ElementTree as ET

import pytest

from pbvote import paths
from pbvote.domain.pot import Pot
from pbvote.services.demo.content import DemoPot, DemoProject, DemoRound
from pbvote.services.demo.read_content import marlbrook

ROUNDS = (marlbrook().open_round, marlbrook().finished_round)
POTS = [pot for each in ROUNDS for pot in each.pots]
PROJECTS = [project for pot in POTS for project in pot.projects]
BANNED = re.compile(r"\b(STV|quota|surplus|tally|allocation|merkle|hash(es|ed)?|blockchain|ballot id)\b", re.IGNORECASE)
SVG = "{http://www.w3.org/2000/svg}"


def _name(thing: DemoProject | DemoPot | DemoRound) -> str:
    return thing.slug if isinstance(thing, DemoRound) else thing.id


def _sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.!?])\s+|\n+", text) if each]


def _words_between(pot: DemoPot) -> tuple[int, int]:
    return (60, 120) if pot.id == "everyone" else (120, 220)


def test_the_pots_hold_what_the_papers_say() -> None:
    """Nine, six and fourteen projects are open for voting, and eleven asked for money the year before."""
    shapes = {pot.id: (pot.amount_pence, len(pot.projects)) for pot in POTS}
    assert shapes == {
        "youth": (6_000_000, 9),
        "millgate": (2_000_000, 6),
        "marlbrook": (4_000_000, 14),
        "everyone": (9_000_000, 11),
    }


@pytest.mark.parametrize("pot", POTS, ids=_name)
def test_every_pot_can_be_set_up(pot: DemoPot) -> None:
    """The domain takes each pot as it is written."""
    assert isinstance(pot.set_up(), Pot)


def test_only_the_young_vote_in_the_young_people_s_pot() -> None:
    """Ages 11 to 19 on the round's day; the Millgate pot is for one ward and the third for everybody."""
    youth, millgate, whole = (pot.set_up().electorate for pot in marlbrook().open_round.pots)
    assert (youth.from_age, youth.to_age, youth.wards) == (11, 19, ())
    assert (millgate.from_age, millgate.to_age, millgate.wards) == (11, None, ("Millgate",))
    assert (whole.from_age, whole.to_age, whole.wards) == (11, None, ())


@pytest.mark.parametrize("pot", POTS, ids=_name)
def test_every_pot_is_contested(pot: DemoPot) -> None:
    """The projects together ask for between one and a half and three times what the pot holds."""
    asked = sum(project.cost_pence for project in pot.projects)
    assert 3 * pot.amount_pence <= 2 * asked <= 6 * pot.amount_pence


@pytest.mark.parametrize("project", PROJECTS, ids=_name)
def test_sentences_are_short(project: DemoProject) -> None:
    """No sentence is over 25 words, and on average they stay under 15."""
    sentences = _sentences(f"{project.summary}\n{project.picture_alt}\n{project.body}")
    lengths = [len(sentence.split()) for sentence in sentences]
    assert max(lengths) <= 25
    assert sum(lengths) < 15 * len(lengths)


@pytest.mark.parametrize("pot", POTS, ids=_name)
def test_texts_are_worth_reading(pot: DemoPot) -> None:
    """Full texts have a length that can be read on a phone and still says enough."""
    least, most = _words_between(pot)
    for project in pot.projects:
        items = [line.item for line in project.buys]
        words = " ".join([*project.what, project.who, *items, project.run, project.after]).split()
        assert least <= len(words) <= most, project.id


@pytest.mark.parametrize("project", PROJECTS, ids=_name)
def test_no_word_of_the_trade_is_used(project: DemoProject) -> None:
    """Voter pages never name the machinery."""
    assert not BANNED.search(f"{project.title} {project.summary} {project.body}")


@pytest.mark.parametrize("project", PROJECTS, ids=_name)
def test_nothing_is_typed_with_straight_quotes_or_markup(project: DemoProject) -> None:
    """Texts are plain: real quotation marks, and nothing that looks like HTML."""
    assert not re.search(r"[\"'<>&]", f"{project.title} {project.summary} {project.body}".replace("Loud & Clear", ""))


def test_a_summary_fits_a_card() -> None:
    """One line or two on a phone."""
    assert max(len(project.summary) for project in PROJECTS) <= 85


def test_no_young_member_is_named() -> None:
    """Proposers are shown by age band or ward, never by name."""
    shown = re.compile(r"a young member, (11 to 13|14 to 16|17 to 19)|a resident of (Millgate|Hillend|Old Town)")
    assert all(shown.fullmatch(project.proposer) for project in PROJECTS)


def test_the_body_lists_what_the_money_buys() -> None:
    """The cost lines stand in a block of their own, as list items with pounds."""
    blocks = marlbrook().open_round.pots[0].projects[0].body.split("\n\n")
    costs = blocks[blocks.index("What the money buys:") + 1].split("\n")
    assert costs[0] == "- Waders, nets, gloves and litter grabbers: £1,450"
    assert all(line.startswith("- ") for line in costs)


@pytest.mark.parametrize("each", ROUNDS, ids=_name)
def test_projects_of_a_round_have_their_own_pictures(each: DemoRound) -> None:
    """No picture is used twice."""
    pictures = [project.picture for pot in each.pots for project in pot.projects]
    assert len(set(pictures)) == len(pictures)


@pytest.mark.parametrize("project", PROJECTS, ids=_name)
def test_a_picture_is_safe_under_the_strictest_policy(project: DemoProject) -> None:
    """Shapes only: no script, style, text, link, id or anything from elsewhere; 480 by 320; small."""
    path = paths.static() / "pictures" / project.picture
    raw = path.read_text("utf-8")
    root = ET.fromstring(raw)  # noqa: S314 - our own file
    parts = list(root.iter())
    assert root.get("viewBox") == "0 0 480 320"
    assert {part.tag.removeprefix(SVG) for part in parts} <= {
        "svg", "title", "g", "path", "rect", "circle", "ellipse",
    }  # fmt: skip
    names = {name for part in parts for name in part.attrib}
    assert not [name for name in names if name in {"style", "id", "class"} or name.startswith("on") or "href" in name]
    assert "url(" not in raw
    assert len(raw.encode()) <= 10_000
    assert project.picture_alt


def test_no_two_projects_of_the_demo_share_an_id() -> None:
    """Not even across rounds, so that a link says which one is meant."""
    ids = [project.id for project in PROJECTS]
    assert len(set(ids)) == len(ids)
