"""The page of one round."""

import hashlib
import json
from pathlib import Path

import pytest

from pbvote.domain.round import RoundState
from pbvote.services.plan_round import plan_round
from pbvote.storage.queries.rounds import round_row
from pbvote.web.rounds import state_words
from tests.factories import PLAN, ROUND, World, new_world, open_world
from tests.services.parted import PARTED_PLAN
from tests.web.visitor import Visitor

HERE = f"/rounds/{ROUND}"


def test_it_works(visitor: Visitor) -> None:
    page = visitor.get(HERE)
    assert page.heading == "Spring 2027"
    for words in ("Voting is open", "5pm on 14 March 2027", "Mei Tran", "Rhys Bellamy", "Dana Okafor", "£20,000"):
        assert words in page.words
    assert {f"{HERE}/youth", f"{HERE}/everybody", f"/log?round={ROUND}"} <= set(page.links())


def test_a_draft_is_not_there_for_the_public(tmp_path: Path, sqlite_url: str) -> None:
    world = new_world(tmp_path / "data", sqlite_url)
    plan_round(world.office, PLAN)
    visitor = Visitor(world)
    for path in (HERE, f"{HERE}/frozen.json", f"{HERE}/youth/projects.json", "/rounds/nowhere", "/rounds/%00"):
        visitor.get(path, 404)


def test_it_says_which_groups_share_the_voting_money(tmp_path: Path, visitor: Visitor) -> None:
    """Who is in each, its part, and that a part is no money to be spent; nothing of it where everybody has the same."""
    world = open_world(tmp_path / "parted", f"sqlite:///{tmp_path / 'parted.db'}", plan=PARTED_PLAN)
    other = Visitor(world)
    page = other.get(HERE).words
    assert "Under 18 (17 or younger): 50% 18 and over (18 or older): 50%" in page
    assert "It is not money that must be spent on something." in page
    youth, everybody = json.loads(other.client.get(f"{HERE}/frozen.json").content)["pots"]
    assert [(group["id"], group["to_age"]) for group in everybody["voter_groups"]] == [
        ("under-18", 17), ("grown-up", None),
    ]  # fmt: skip
    assert "voter_groups" not in youth
    assert "share its voting money" not in visitor.get(HERE).words
    world.office.database.close()


def test_the_fingerprint_is_that_of_the_file_and_of_the_log(visitor: Visitor, world: World) -> None:
    page = visitor.get(HERE)
    content = visitor.client.get(f"{HERE}/frozen.json").content
    digest = hashlib.sha256(content).hexdigest()
    shown = " ".join(digest[start : start + 8] for start in range(0, 64, 8))
    assert shown in page.words
    assert f'"frozen":"{digest}"' in visitor.client.get("/log.jsonl").text
    with world.office.database.read() as db:
        assert round_row(db, ROUND).frozen == digest


def test_the_lists_of_projects_have_the_fingerprints_that_the_file_names(visitor: Visitor) -> None:
    frozen = json.loads(visitor.client.get(f"{HERE}/frozen.json").content)
    for pot in frozen["pots"]:
        content = visitor.client.get(f"{HERE}/{pot['id']}/projects.json").content
        assert hashlib.sha256(content).hexdigest() == pot["projects"]
    visitor.get(f"{HERE}/nowhere/projects.json", 404)


def test_what_no_longer_agrees_with_the_log_is_seen_by_whoever_compares(visitor: Visitor, world: World) -> None:
    """A52: nothing kept beside the rows hides that somebody swapped a rule."""
    with world.office.database.write() as uow:
        round_row(uow.db, ROUND).rules_text = "The board decides."
        uow.commit()
    digest = hashlib.sha256(visitor.client.get(f"{HERE}/frozen.json").content).hexdigest()
    assert f'"frozen":"{digest}"' not in visitor.client.get("/log.jsonl").text


def test_each_act_leads_to_its_line(visitor: Visitor) -> None:
    lines = [each for each in visitor.get(HERE).links() if each.startswith("/log?entry=")]
    assert len(lines) >= 4
    for link in lines:
        number = link.partition("#entry-")[2]
        assert f'id="entry-{number}"' in visitor.get(link.partition("#")[0]).text


@pytest.mark.parametrize("state", list(RoundState))
def test_each_state_has_its_words(state: RoundState) -> None:
    assert state_words(state)


def test_the_result_is_a_link_once_it_is_out(finished: World) -> None:
    links = Visitor(finished).get(HERE).links()
    assert f"{HERE}/youth/results" in links
    assert f"{HERE}/public.zip" in links
