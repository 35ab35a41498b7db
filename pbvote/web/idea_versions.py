"""How an idea changed: each version that everybody could read, and what is different in it from the one before."""

from itertools import pairwise

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.difference import changes
from pbvote.storage.queries.idea_choices import idea_choices
from pbvote.storage.queries.idea_versions import public_versions
from pbvote.web.member_desk import member_or_none, render_member
from pbvote.web.propose_words import lines_of


def versions(request: Request) -> Response:
    """GET /rounds/{round}/ideas/{number}/versions, the newest first."""
    round_id, number = request.path_params["round"], request.path_params["number"]
    with request.app.state.office.database.read() as db:
        found, choices = public_versions(db, round_id, number), idea_choices(db, round_id)
    said = [{each.name: each.text for each in lines_of(version.words, choices)} for version in found]
    steps = [changes(before, after) for before, after in pairwise(said)]
    shown = [(version, step) for version, step in zip(found[1:], steps, strict=True)][::-1]
    return render_member(
        request, member_or_none(request), "propose/versions.html", idea=found[-1], first=found[0], changes=shown,
        lines=lines_of(found[0].words, choices), round_id=round_id, number=number,
    )  # fmt: skip
