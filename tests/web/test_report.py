"""The report to the trust."""

import re

import pytest

from pbvote.services.plan_round import plan_round
from pbvote.services.record_incident import Incident, record_incident
from pbvote.storage.tables import PopulationRow
from tests.factories import PLAN, ROUND, World, new_world
from tests.web.visitor import Page, Visitor

HERE = f"/rounds/{ROUND}/report"


def report(world: World) -> Page:
    return Visitor(world).get(HERE)


def living(world: World, *rows: tuple[str, str, int]) -> None:
    """What the trust says about who lives in the area."""
    with world.office.database.write() as uow:
        for dimension, name, number in rows:
            uow.db.add(PopulationRow(round_id=ROUND, dimension=dimension, name=name, number=number))
        uow.commit()


def test_it_works(finished: World) -> None:
    page = report(finished)
    assert page.heading == "Report to the trust: Spring 2027"
    for words in (
        "Money to share £30,000", "Projects that asked 7", "Bike repair shed", "40 of 40 people took part.",
        "What people asked for and did not get", "No auditor has signed this result yet.",
        "The log names nothing that went wrong in this round.", "Prepared by Mei Tran (officer 1)",
    ):  # fmt: skip
        assert words in page.words


def test_every_number_leads_to_a_line_that_is_there(finished: World) -> None:
    visitor = Visitor(finished)
    links = {each for each in visitor.get(HERE).links() if "?entry=" in each}
    assert len(links) >= 10
    for link in links:
        address, _hash, place = link.partition("#")
        assert f'id="{place}"' in visitor.get(address).text, link


def test_the_lines_are_those_that_say_it(finished: World) -> None:
    visitor = Visitor(finished)
    text = visitor.get(HERE).words
    raw = visitor.client.get("/log.jsonl").text.splitlines()
    (budget,) = re.findall(r"Money to share £30,000 \[line (\d+) of the log\]", text)
    assert '"budget":2000000' in raw[int(budget)]
    (closed,) = re.findall(r"Voting closed 5pm on 14 March 2027 \[line (\d+) of the log\]", text)
    assert '"kind":"round.closed"' in raw[int(closed)]


def test_a_pot_with_few_votes_gives_no_number_of_people(finished: World) -> None:
    words = report(finished).words
    assert "Fewer than 10 people took part." in words
    lamps = words[words.index("Lamps") :]
    assert lamps.index("–") < lamps.index("A pond")


@pytest.mark.parametrize("steps", ["", "close", "close draw count"])
def test_before_publishing_there_is_no_report(world: World, steps: str) -> None:
    """Not a number of the result, though it may be in the database already."""
    for number in range(0, 80, 2):
        world.cast(number, "bike", "quiet")
    for step in steps.split():
        if step == "close":
            world.close()
        else:
            world.agree(step, **({"seed": "4"} if step == "draw" else {}))
    page = Visitor(world).get(HERE, 404)
    assert page.heading == "The report is not here yet"
    assert "Bike" not in page.text


def test_a_round_that_the_public_does_not_know_has_no_report(world: World) -> None:
    Visitor(world).get("/rounds/nowhere/report", 404)


def test_a_draft_has_no_report(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("draft")
    world = new_world(folder / "data", f"sqlite:///{folder / 'pbvote.db'}")
    plan_round(world.office, PLAN)
    assert Visitor(world).get(HERE, 404).heading == "We cannot find that page"


def test_turnout_stands_beside_the_population_when_the_trust_gives_it(finished: World) -> None:
    before = report(finished).words
    assert "live here" not in before.lower()
    living(finished, ("all", "", 12_000), ("band", "14-16", 800), ("ward", "Millgate", 3000))
    words = report(finished).words
    assert "12,000 people live here. In the largest pot, 0 in every 100 of them could vote." in words


def test_an_incident_is_told_and_those_of_other_times_are_not(finished: World) -> None:
    record_incident(finished.office, Incident("clock-jumped"))
    assert "The log names nothing that went wrong in this round." in report(finished).words
    record_incident(finished.office, Incident("key-unreadable", ROUND))
    words = report(finished).words
    assert "A key could not be read" in words
    assert "The clock of the server jumped." not in words
