"""The ideas of a round as a table for officers and clerks; a file that no spreadsheet can be tricked with."""

from starlette.requests import Request
from starlette.responses import Response

from pbvote.formats.guarded_table import table_file
from pbvote.services.moderate import MODERATORS
from pbvote.services.phases import phases_row
from pbvote.services.staff_session import StaffSeat
from pbvote.storage.queries.idea_files import IdeaRow, idea_rows
from pbvote.web.board.desk import for_staff
from pbvote.web.presenters import PENCE


@for_staff(*MODERATORS)
def table(request: Request, _seat: StaffSeat) -> Response:
    """GET /board/rounds/{round}/ideas.csv."""
    round_id = request.path_params["round"]
    with request.app.state.office.database.read() as db:
        phases_row(db, round_id)
        rows = idea_rows(db, round_id)
    headers = {"content-disposition": f'attachment; filename="{round_id}-ideas.csv"', "cache-control": "no-store"}
    return Response(idea_table(rows), media_type="text/csv; charset=utf-8", headers=headers)


def idea_table(rows: list[IdeaRow]) -> bytes:
    """The table as a file: money in pounds, days as in ISO 8601, nothing of who wrote or supports an idea."""
    columns = {
        "number": [str(row.number) for row in rows],
        "title": [row.words.title for row in rows],
        "stage": [row.stage for row in rows],
        "pot": [row.pot for row in rows],
        "kind": [row.words.theme for row in rows],
        "ward": [row.words.ward for row in rows],
        "place": [row.words.place for row in rows],
        "question": [row.question for row in rows],
        "what": [row.words.what for row in rows],
        "why": [row.words.why for row in rows],
        "helps": [row.words.helps for row in rows],
        "cost": [_pounds(row.words.cost) for row in rows],
        "cost each year": [_pounds(row.words.yearly) for row in rows],
        "supporters": [str(row.supports) for row in rows],
        "comments": [str(row.comments) for row in rows],
        "sent": [row.submitted_at.date().isoformat() if row.submitted_at else "" for row in rows],
        "outcome": [row.outcome for row in rows],
        "reason": [row.outcome_reason for row in rows],
        "project": [row.project_id for row in rows],
    }
    return table_file(tuple(columns.items()))


def _pounds(pence: int) -> str:
    return f"{pence // PENCE}.{pence % PENCE:02}"
