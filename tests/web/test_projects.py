"""The projects of a pot and one project, for anyone."""

from pathlib import Path

import pytest

from pbvote.domain.pot import Project
from tests.factories import World, open_world, plan_with
from tests.web.visitor import Visitor

ONE = "/rounds/spring-2027/youth/projects/bike"


def test_it_works_for_the_list(visitor: Visitor) -> None:
    page = visitor.get("/rounds/spring-2027/youth")
    assert page.heading == "Young people’s pot: 4 projects"
    assert "£9,000" in page.words


def test_it_works_for_one_project(visitor: Visitor) -> None:
    page = visitor.get(ONE)
    assert page.heading == "Bike repair shed"
    assert "/sign-in" in page.links()


def test_a_voter_can_add_and_remove_it_there(visitor: Visitor) -> None:
    visitor.sign_in(0)
    visitor.get(ONE)
    assert "1 chosen" in visitor.press("/vote/youth/choose", add="bike").words
    visitor.get(ONE)
    assert "0 chosen" in visitor.press("/vote/youth/choose", remove="bike").words


def test_a_voter_of_another_pot_only_reads_it(visitor: Visitor) -> None:
    visitor.sign_in(1)
    assert "Add to my choices" not in visitor.get(ONE).words


def test_a_project_that_was_taken_out_says_so(world: World) -> None:
    world.agree("withdraw a project", pot="youth", project="bike", reason="safety")
    visitor = Visitor(world)
    assert "it cannot win" in visitor.get(ONE).words
    visitor.sign_in(0)
    assert "Bike repair shed" not in visitor.get("/vote/youth/choose").words


@pytest.mark.parametrize(
    "path",
    [
        "/rounds/nope/youth",
        "/rounds/spring-2027/nope",
        "/rounds/nope/youth/projects/bike",
        "/rounds/spring-2027/youth/nope",
    ],
)
def test_what_is_not_there_is_a_plain_404(visitor: Visitor, path: str) -> None:
    assert visitor.get(path, 404).heading == "We cannot find that page"


def test_an_unknown_project_says_where_to_look(visitor: Visitor) -> None:
    page = visitor.get("/rounds/spring-2027/youth/projects/nope", 404)
    assert "start from the front page" in page.words


@pytest.mark.parametrize(
    "path", ["/rounds/..%2f..%2fetc/youth", "/rounds/spring-2027/youth/projects/../../../../etc/passwd"]
)
def test_a_path_that_climbs_finds_nothing(visitor: Visitor, path: str) -> None:
    """A58."""
    assert visitor.client.get(path).status_code in {404, 422}


def test_a39_text_of_people_is_text(tmp_path: Path, sqlite_url: str) -> None:
    """A39: what a proposer wrote never becomes markup or a link, in no page and no attribute."""
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> [a](javascript:alert(1))"
    project = Project("a/b <c>", evil, evil, 900_000, body=evil, theme=evil, ward=evil, picture_alt=evil, proposer=evil)
    world = open_world(tmp_path / "data", sqlite_url, plan=plan_with(projects=(project,)))
    visitor = Visitor(world)
    visitor.get("/rounds/spring-2027/youth")
    visitor.get("/rounds/spring-2027/youth/projects/a/b <c>")
    visitor.sign_in(0)
    visitor.choose("a/b <c>")
    visitor.get("/vote/youth/order")
    visitor.press("/vote/youth/order", up="a/b <c>")
    visitor.get("/vote/youth/check")
    assert "<script>alert" not in visitor.page.text
    assert 'href="javascript:' not in visitor.page.text
    assert visitor.press("/vote/youth/cast").heading == "You have voted"
