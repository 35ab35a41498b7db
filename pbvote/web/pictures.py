"""Pictures of projects that somebody sent: served as this program wrote them, under the name of their own hash."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from pbvote.services.keep_picture import picture_file
from pbvote.web.static import FOREVER


def picture(request: Request) -> Response:
    """GET /pictures/{name}. Another picture has another name, so browsers keep it for a year."""
    path = picture_file(request.app.state.office, request.path_params["name"])
    if path is None:
        raise HTTPException(404)
    return FileResponse(path, media_type="image/jpeg", headers={"cache-control": FOREVER})
