"""Withdrawing an idea with a reason, and throwing a draft away."""

from pbvote.domain.proposal import Stage
from pbvote.services.co_authors import invite_author, join_idea
from pbvote.storage.tables import ProposalRow
from tests.factories import ROUND, World
from tests.idea_world import seat_of
from tests.ideas import draft_by, judge, row_of, sent_by
from tests.web.talker import Talker
from tests.web.visitor import Visitor

HERE = "/my/ideas/2/withdraw"


def test_an_idea_is_withdrawn_with_a_reason(talking: World) -> None:
    sent_by(talking, 3)
    visitor = Talker(talking, 3)
    visitor.get(HERE)
    assert "Choose a reason." in visitor.press(HERE, 422, reason="").words
    visitor.press(HERE, reason="done-already")
    assert "It was taken back." in visitor.page.words
    assert row_of(talking, 2).stage == Stage.WITHDRAWN
    assert visitor.get(HERE).path == "/my/ideas/2"
    assert "Lamps on the brook path" not in Visitor(talking).get(f"/rounds/{ROUND}/ideas").words


def test_a_draft_is_thrown_away_and_gone(talking: World) -> None:
    draft_by(talking, 3)
    visitor = Talker(talking, 3)
    visitor.get(HERE)
    form = {name: values[0] for name, values in visitor.page.form(HERE).items()}
    assert visitor.press(HERE).path == "/my/ideas"
    visitor.post(HERE, {**form}, 404)
    with talking.office.database.read() as db:
        assert db.get(ProposalRow, 2) is None


def test_only_who_began_it_withdraws_it(talking: World) -> None:
    sent_by(talking, 3)
    join_idea(talking.office, seat_of(talking, 5), invite_author(talking.office, seat_of(talking, 3), 2))
    other = Talker(talking, 5)
    assert "Only the person who began this idea can do that." in other.get(HERE).words
    csrf = other.get("/my/ideas/2/authors").form("/my/ideas/2/authors")["csrf"][0]
    other.post(HERE, {"csrf": csrf, "reason": "no-reason"}, 422)
    assert row_of(talking, 2).stage == Stage.OPEN


def test_what_is_decided_stays(talking: World) -> None:
    sent_by(talking, 3)
    judge(talking, 2, Stage.DECIDED)
    visitor = Talker(talking, 3)
    assert visitor.get(HERE).path == "/my/ideas/2"
    assert "Withdraw this idea" not in visitor.page.words
