"""A30 on real pages: what a tier withholds of a count stands in no page and no file of a result, and on no own page."""

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pbvote.domain.analysis_document import parse_analysis
from pbvote.domain.result import Result
from pbvote.domain.result_document import parse_result
from pbvote.storage.tables import ResultRow
from pbvote.web.count_words import down, up, whole_pounds
from tests.factories import PLAN, ROUND, YOUTH, World, open_world
from tests.services.parted import PARTED_PLAN, all_vote
from tests.web.visitor import Visitor

BASE = f"/rounds/{ROUND}"
STAMPS = replace(YOUTH.projects[0], id="stamps", title="A stamp club", cost=123_400)
SMALL = replace(PLAN, pots=(replace(YOUTH, projects=(*YOUTH.projects, STAMPS)), PLAN.pots[1]))


@pytest.fixture
def few(tmp_path: Path, sqlite_url: str) -> Iterator[World]:
    """A published round in which 7 of 40 young people paid for a stamp club, and then for other things."""
    world = open_world(tmp_path / "data", sqlite_url, members=80, plan=SMALL)
    for place in range(40):
        wish = ("stamps", "bike", "quiet") if place < 7 else ("bike", "quiet") if place % 3 else ("games", "bike")
        world.cast(2 * place, *wish)
    for number in (1, 3, 5):
        world.cast(number, "lamps", pot="everybody")
    world.close()
    world.publish()
    yield world
    world.office.database.close()


def whole(world: World, pot: str) -> ResultRow:
    with world.office.database.read() as db:
        row = db.get_one(ResultRow, (ROUND, pot))
        db.expunge(row)
    return row


def pages_of(world: World, pot: str) -> str:
    """Everything that a stranger can read or take away of a pot's result."""
    reader, results = Visitor(world), f"{BASE}/{pot}/results"
    listed = json.loads(whole(world, pot).public or b"{}")["projects"]
    files = [f"/{name}" for name in ("results.csv", "steps.csv", "money.csv", "turnout.csv", "analysis.json")]
    paths = [results, *(f"{results}/projects/{each['id']}" for each in listed), f"{results}/steps", f"{BASE}/report"]
    found = [reader.get(path).text for path in paths]
    found += [reader.client.get(results + name).text for name in files]
    return "\n".join(found)


def shown_as(amount: Fraction) -> set[str]:
    """How a page, a table or a file would write it; round numbers say nothing, since they may be another's."""
    written = {down(amount), up(amount), whole_pounds(amount), str(amount), f"{amount.numerator}/{amount.denominator}"}
    return {text for text in written if len(text.strip("£0,.")) > 2}


def withheld_amounts(trace: Result, row: ResultRow) -> list[Fraction]:
    """Exact amounts of the whole count that the public documents do not hold."""
    small = [step for step in trace.steps if step.supporters is not None and step.supporters < 10]
    found = [amount for step in small for amount in (step.rho, step.money_behind) if amount is not None]
    found += [each.best_money for each in trace.projects if each.best_money is not None]
    for project in parse_analysis(json.loads(row.analysis or b"{}")).projects:
        found += [spent.amount for spent in project.spending if spent.project != project.id]
        found += [] if project.unspent is None else [project.unspent]
    public, costs = (row.public or b"").decode(), {each.cost for each in trace.projects}
    found = [each for each in found if each not in costs]  # a cost is public, whoever paid it
    return [each for each in found if each and f'"{each.numerator}/{each.denominator}"' not in public]


def test_a30_no_withheld_amount_is_in_any_page_or_file(few: World) -> None:
    row = whole(few, "youth")
    trace = parse_result(json.loads(row.trace or b"{}"))
    stamps = trace.step_of("stamps")
    assert stamps is not None
    assert stamps.supporters == 7, "the round has what must be hidden"
    hidden = [text for amount in withheld_amounts(trace, row) for text in shown_as(amount)]
    assert len(hidden) > 5
    text = pages_of(few, "youth")
    assert [each for each in hidden if each in text] == []


def test_a30_who_paid_in_the_small_step_learns_no_number_either(few: World) -> None:
    trace = parse_result(json.loads(whole(few, "youth").trace or b"{}"))
    stamps = trace.step_of("stamps")
    assert stamps is not None
    assert stamps.rho is not None
    one = Visitor(few)
    one.sign_in(0)
    page = one.get("/vote/youth/money")
    assert "A stamp club" in page.words
    assert "Only a few people paid for one of them" in page.words
    assert not [text for text in shown_as(stamps.rho) if text in page.text]
    other = Visitor(few)
    other.sign_in(16)
    assert "stamp" not in other.get("/vote/youth/money").text


def test_under_t0_no_page_names_a_step_a_person_or_a_reason(few: World) -> None:
    reader = Visitor(few)
    for path in ("", "/steps", "/projects/lamps", "/projects/pond"):
        words = reader.get(f"{BASE}/everybody/results{path}").words
        assert "in step" not in words
        assert "voting money" not in words.lower()
        assert "How close" not in words
    assert reader.client.get(f"{BASE}/everybody/results/analysis.json").status_code == 404


def test_a30_a_small_group_hides_what_every_group_had_and_paid(tmp_path: Path, sqlite_url: str) -> None:
    """9 grown-ups among 31 young people: with one number of a group the others follow."""
    world = all_vote(open_world(tmp_path / "data", sqlite_url, members=80, plan=PARTED_PLAN), 31, 10)
    world.close()
    world.publish()
    row = whole(world, "everybody")
    trace = parse_result(json.loads(row.trace or b"{}"))
    assert sorted(group.ballots or 0 for group in trace.groups) == [9, 30]
    text = pages_of(world, "everybody")
    amounts = [amount for each in trace.groups for amount in (each.share, each.voting_money, each.paid) if amount]
    hidden = [word for amount in amounts for word in shown_as(amount)]
    public = {down(Fraction(each.cost)) for each in trace.projects} | {down(Fraction(trace.spent))}
    assert [each for each in hidden if each in text and each not in public] == []
    for number in (0, 2, 1, 3):
        one = Visitor(world)
        one.sign_in(number)
        page = one.get("/vote/everybody/money")
        assert not [word for word in hidden if word in page.text]
    world.office.database.close()
