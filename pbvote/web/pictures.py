"""Pictures that somebody sent: served as this program wrote them, under the name of their own hash.

One of an idea is served only to who may read the idea now: its name is no secret once anybody has seen it.
"""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from pbvote.services.keep_picture import picture_file
from pbvote.services.staff_session import staff_seat
from pbvote.storage.queries.seen_pictures import Seen, who_sees
from pbvote.web.board.staff_cookie import has_staff_session, staff_cookie
from pbvote.web.member_desk import member_or_none
from pbvote.web.static import FOREVER

CACHING = {Seen.ALWAYS: FOREVER, Seen.NOW: "private, max-age=600", Seen.HERE: "no-store"}
"""Another picture has another name, so browsers keep that of a project for a year; an idea can be hidden any day."""


def picture(request: Request) -> Response:
    """GET /pictures/{name}."""
    office, name = request.app.state.office, request.path_params["name"]
    path = picture_file(office, name)
    if path is None:
        raise HTTPException(404)
    seat = member_or_none(request)
    of_staff = has_staff_session(request) and staff_seat(office, staff_cookie(request)) is not None
    with office.database.read() as db:
        seen = who_sees(db, name, seat.member_key if seat else None, of_staff=of_staff)
    if seen not in CACHING:
        raise HTTPException(404)
    return FileResponse(path, media_type="image/jpeg", headers={"cache-control": CACHING[seen]})
