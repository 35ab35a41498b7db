"""What can be taken away from a published result: the whole bundle, the result and its tables as files."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import ResultNotPublishedError
from pbvote.services.keep_bundle import open_public_bundle, public_bundle_size
from pbvote.storage.queries.pages import round_view
from pbvote.storage.queries.results import PotResult, pot_result
from pbvote.web.bundles import zip_answer
from pbvote.web.language import _
from pbvote.web.page import path_for
from pbvote.web.projects import pot_in
from pbvote.web.result_tables import money_table, results_table, steps_table, turnout_table

KILO = 1000


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file to take away: its address, what it is, its kind and size."""

    address: str
    title: str
    kind: str
    size: str


def files_of(request: Request, found: PotResult) -> tuple[FileLine, ...]:
    """The files of a pot that there are under its tier, with their sizes."""
    titles = {
        "results_csv": _("The result of every project"),
        "steps_csv": _("Every step of the count"),
        "money_csv": _("Where the voters’ money went"),
        "turnout_csv": _("Who took part"),
    }
    made = {name: make(found) for name, make in _TABLES.items()}

    def address(name: str) -> str:
        return path_for(request.app.router, name, round=found.round.id, pot=found.pot.id)

    tables = [_line(address(name), titles[name], "CSV", content) for name, content in made.items() if content]
    size = public_bundle_size(request.app.state.office, found.round.id)
    close = _("How close each project was, for programs")
    analysed = (
        [] if found.analysis_file is None else [_line(address("analysis_json"), close, "JSON", found.analysis_file)]
    )
    bundle = path_for(request.app.router, "public_bundle", round=found.round.id)
    return (
        *tables,
        _line(address("result_json"), _("The result for programs"), "JSON", found.file),
        *analysed,
        FileLine(bundle, _("Everything you need to check the log"), "ZIP", "" if size is None else size_words(size)),
    )


def result_json(request: Request) -> Response:
    """GET /rounds/{round}/{pot}/results/result.json: the bytes that the log vouches for."""
    found = _published(request)
    return _download(found.file, "application/json", f"{found.round.id}-{found.pot.id}-result.json")


def analysis_json(request: Request) -> Response:
    """GET /rounds/{round}/{pot}/results/analysis.json, as in the public bundle; 404 where there is none."""
    found = _published(request)
    if found.analysis_file is None:
        raise HTTPException(404)
    return _download(found.analysis_file, "application/json", f"{found.round.id}-{found.pot.id}-analysis.json")


def table(name: str) -> Callable[[Request], Response]:
    """The handler of GET /rounds/{round}/{pot}/results/….csv; 404 where the tier has no such table."""

    def send(request: Request) -> Response:
        found = _published(request)
        content = _TABLES[name](found)
        if content is None:
            raise HTTPException(404)
        stem = name.removesuffix("_csv")
        return _download(content, "text/csv; charset=utf-8", f"{found.round.id}-{found.pot.id}-{stem}.csv")

    return send


def public_bundle(request: Request) -> Response:
    """GET /rounds/{round}/public.zip: everything that an outsider needs to check; ResultNotPublishedError before."""
    file = open_public_bundle(request.app.state.office, request.path_params["round"])
    return zip_answer(request, file, "public.zip", "public, max-age=300")


def _published(request: Request) -> PotResult:
    parts = request.path_params
    with request.app.state.office.database.read() as db:
        present = round_view(db, parts["round"])
        found = pot_result(db, present.id, pot_in(present, parts["pot"]).id)
    if found is None:
        raise ResultNotPublishedError
    return found


def _download(content: bytes, media_type: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "public, max-age=300"}
    return Response(content, media_type=media_type, headers=headers)


def _line(address: str, title: str, kind: str, content: bytes) -> FileLine:
    return FileLine(address, title, kind, size_words(len(content)))


def size_words(size: int) -> str:
    """`180 KB`, in thousands of bytes and rounded up: a person asks how long it takes to load."""
    if size < KILO * KILO:
        return f"{-(-size // KILO)} KB"
    tenths = -(-size * 10 // (KILO * KILO))
    return f"{tenths // 10}.{tenths % 10} MB"


_TABLES: dict[str, Callable[[PotResult], bytes | None]] = {
    "results_csv": results_table,
    "steps_csv": steps_table,
    "money_csv": money_table,
    "turnout_csv": turnout_table,
}
