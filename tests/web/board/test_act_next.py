"""After two people have agreed, the page says where the work goes on, and nobody is sent where they are turned away."""

from datetime import UTC, datetime

import pytest
from starlette.routing import Router

from pbvote.services.act_list import PROTECTED_ACTS
from pbvote.storage.queries.acts import ActView, Person
from pbvote.web.board.act_next import next_step
from pbvote.web.board.routes import BOARD_ROUTES
from tests.factories import ROUND, World
from tests.web.staff import StaffVisitor

MEI = Person("officer-1", "Mei Tran", datetime(2027, 3, 1, tzinfo=UTC))


@pytest.mark.parametrize("act", sorted(PROTECTED_ACTS))
def test_every_act_is_followed_by_a_page_of_the_board(act: str) -> None:
    round_id = ROUND if PROTECTED_ACTS[act].of_round else None
    href, words = next_step(Router(BOARD_ROUTES), ActView(1, act, round_id, "", {}, MEI, MEI, None))
    assert href.startswith("/board/")
    assert words


@pytest.mark.parametrize("role", ["officer-1", "clerk-1", "helper-1"])
def test_no_card_leads_to_a_page_that_turns_its_reader_away(staffed: World, role: str) -> None:
    visitor = StaffVisitor(staffed, role)
    rounds = [link for link in visitor.get("/board").links() if link.startswith(f"/board/rounds/{ROUND}")]
    assert rounds
    for link in rounds:
        assert visitor.get(link).heading
