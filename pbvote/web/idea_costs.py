"""What an idea costs: lines from the trust's price list or one's own, added up on the server, without script."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.draft import AnswersRefusedError
from pbvote.domain.idea_errors import DraftMovedError, IdeaClosedError
from pbvote.domain.phase import NotInPhaseError
from pbvote.domain.price_text import PriceTextError, parse_number, parse_price
from pbvote.domain.proposal import LONGEST_ITEM, CostItem
from pbvote.domain.text import tidy
from pbvote.services.idea_cost import add_item, listed_item, mark_of_items, remove_item
from pbvote.services.member_seat import MemberSeat
from pbvote.storage.queries.own_ideas import OwnIdea
from pbvote.storage.queries.prices import PriceView, price_list
from pbvote.web.forms import Form
from pbvote.web.idea_parts import onwards
from pbvote.web.language import _
from pbvote.web.member_desk import for_member, render_member, takes_member_form
from pbvote.web.page import redirect
from pbvote.web.propose import the_choices, the_idea

TYPED = ("price-id", "price-number", "name", "number", "price", "yearly")


@for_member
def costs(request: Request, seat: MemberSeat) -> Response:
    """GET /my/ideas/{id}/cost."""
    return _page(request, seat, the_idea(request, seat), {})


@takes_member_form
def take_costs(request: Request, seat: MemberSeat, form: Form) -> Response:
    """POST: one of the buttons of the page. What was typed and not added yet is added by each that leaves it."""
    found, office = the_idea(request, seat), request.app.state.office
    typed = {name: form.get(name) for name in TYPED}
    try:
        if form.has("remove"):
            remove_item(office, seat, found.id, form.get("mark"), _place(form))
        else:
            item = _item(request, form, typed)
            if item is not None:
                add_item(office, seat, found.id, form.get("mark"), item)
    except AnswersRefusedError as refused:
        return _page(request, seat, found, typed, refused.faults)
    except DraftMovedError:
        changed = _("The list was changed meanwhile. This is the list now. Press again to add your line.")
        return _page(request, seat, the_idea(request, seat), typed, {_where(typed): changed})
    except (IdeaClosedError, NotInPhaseError) as closed:
        return _page(request, seat, found, typed, {_where(typed): closed.args[0]})
    if form.has("go"):
        return onwards(request, found, "cost", form)
    suffix = "?from=check#costs" if form.get("from") == "check" else "#costs"
    return redirect(request, "my_idea_cost", suffix, id=str(found.id))


def read_own_item(typed: Mapping[str, str], suffix: str = "") -> CostItem:
    """A line of one's own from its four fields; `suffix` ends their names. Raises AnswersRefusedError."""
    faults: dict[str, str] = {}

    def read(name: str, empty: int) -> int:
        written = typed.get(name + suffix, "")
        try:
            return (parse_number if name == "number" else parse_price)(written) if written.strip() else empty
        except PriceTextError as error:
            faults[name + suffix] = error.args[0]
            return empty

    name = tidy(typed.get(f"name{suffix}", ""))
    number, price, yearly = read("number", 1), read("price", 0), read("yearly", 0)
    if not name:
        faults[f"name{suffix}"] = _("Write what you need.")
    if not price and not yearly and not faults.keys() & {f"price{suffix}", f"yearly{suffix}"}:
        faults[f"price{suffix}"] = _("Write what it costs to get, or what it costs a year.")
    if faults:
        raise AnswersRefusedError(faults)
    return CostItem(name, number, price, yearly)


def _item(request: Request, form: Form, typed: Mapping[str, str]) -> CostItem | None:
    """The line that stands in the fields: one's own, else one of the list; none when both are empty."""
    if form.get("add") == "own" or any(typed[name] for name in ("name", "price", "yearly")):
        return read_own_item(typed)
    if not typed["price-id"]:
        if form.get("add") == "list":
            raise AnswersRefusedError({"price-id": _("Choose something from the list.")})
        return None
    try:
        number = parse_number(typed["price-number"] or "1")
    except PriceTextError as error:
        raise AnswersRefusedError({"price-number": error.args[0]}) from error
    chosen = typed["price-id"]
    return listed_item(request.app.state.office, int(chosen) if _is_number(chosen) else 0, number)


def _where(typed: Mapping[str, str]) -> str:
    return "price-id" if typed["price-id"] and not typed["name"] else "name"


def _place(form: Form) -> int:
    said = form.get("remove")
    return int(said) if _is_number(said) else -1


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdecimal() and len(said) <= len("100000000")


def _prices(request: Request) -> tuple[PriceView, ...]:
    with request.app.state.office.database.read() as db:
        return price_list(db)


def _page(
    request: Request,
    seat: MemberSeat,
    found: OwnIdea,
    typed: Mapping[str, str],
    faults: Mapping[str, str] | None = None,
) -> Response:
    pot = next((each for each in the_choices(request, found).pots if each.id == found.words.pot_id), None)
    return render_member(
        request, seat, "propose/cost.html", status=422 if faults else 200, idea=found, prices=_prices(request),
        typed=typed, errors=faults or {}, mark=mark_of_items(found.words.items), longest=LONGEST_ITEM, pot=pot,
        origin=request.query_params.get("from", ""), too_dear=pot is not None and found.words.cost > pot.budget,
    )  # fmt: skip
