"""What an auditor opens by the link that two officers made: what the files are, what to promise, and the download."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.services.hand_out_bundle import auditor_link, fetch_auditor_bundle
from pbvote.storage.queries.pages import round_view
from pbvote.web.bundles import zip_answer
from pbvote.web.page import render


def page(request: Request) -> Response:
    """GET /auditors/{token}: UnknownLinkError when it is none, or has ended."""
    office, token = request.app.state.office, request.path_params["token"]
    link = auditor_link(office, token)
    with office.database.read() as db:
        present = round_view(db, link.round_id)
    answer = render(request, "auditors/auditor.html", link=link, round=present, token=token)
    answer.headers["x-robots-tag"] = "noindex"
    return answer


def bundle(request: Request) -> Response:
    """GET /auditors/{token}/auditor.zip: the files, and a line in the private log of who fetched them."""
    file = fetch_auditor_bundle(request.app.state.office, request.path_params["token"])
    return zip_answer(request, file, "auditor.zip", "no-store")
