"""The ideas of a round: the list for everybody, and the same as a file for programs."""

import json
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.phase import Phase
from pbvote.services.member_seat import MemberSeat
from pbvote.services.phases import phases_row
from pbvote.storage.queries.idea_files import public_ideas
from pbvote.storage.queries.ideas import idea_list
from pbvote.storage.queries.pages import round_view
from pbvote.web.idea_shelf import filter_of, idea_shelf
from pbvote.web.idea_words import support_words, tag_words
from pbvote.web.member_desk import member_or_none, render_member
from pbvote.web.propose_words import theme_words


def page(request: Request) -> Response:
    """GET /rounds/{round}/ideas."""
    seat, round_id = member_or_none(request), request.path_params["round"]
    with request.app.state.office.database.read() as db:
        phases = phases_row(db, round_id)
        present = round_view(db, round_id)
        chance = _chance(seat, round_id, request.app.state.office.clock.now(db).date().isoformat())
        wanted = filter_of(request.query_params, chance)
        found = idea_list(db, round_id, phases.support, wanted, seat.member_key if seat else None)
    phase = Phase(phases.phase)
    return render_member(
        request, seat, "ideas/list.html", round=present, phase=phase, phases=phases, found=found,
        theme_words=theme_words,
        shelf=idea_shelf(wanted, found, present.pots), tag_words=tag_words,
        support_words=lambda missing: support_words(missing, phase),
    )  # fmt: skip


def ideas_file(request: Request) -> Response:
    """GET /rounds/{round}/ideas.json: what everybody can read of the ideas, without who wrote them."""
    round_id = request.path_params["round"]
    with request.app.state.office.database.read() as db:
        phases = phases_row(db, round_id)
        listed = public_ideas(db, round_id, phases.support)
    content = json.dumps({"ideas": listed, "round": round_id}, ensure_ascii=False)  # indented it takes 4 times as long
    headers = {"cache-control": "public, max-age=60"}
    return Response(content.encode(), media_type="application/json", headers=headers)


def _chance(seat: MemberSeat | None, round_id: str, today: str) -> str:
    """By what the order is mixed: a member's own while they are signed in; for others one a day, fair to every idea."""
    return f"{round_id} {today}" if seat is None else sha256(b"mixed" + seat.id_hash).hexdigest()
