"""Check, cast, done; and changing or taking back a vote."""

from contextlib import suppress
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from pbvote.domain.errors import ChangeNeedsSignInError, NothingToWithdrawError, RankingRefusedError
from pbvote.domain.round import RECEIPT_DEADLINE, RoundState
from pbvote.services.cast_ballot import CastBallot, cast_ballot
from pbvote.services.my_pots import my_pots, my_receipt
from pbvote.services.receipt_archive import receipt_archive
from pbvote.services.withdraw_ballot import withdraw_ballot
from pbvote.web.booth import Booth, booth_of, open_booth_of, require_open_round
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.page import redirect, render
from pbvote.web.presenters import code_groups
from pbvote.web.sessions import seat_of

LONGEST_KEY = 64
"""Characters; ours have 22."""


def check(request: Request) -> Response:
    """GET /vote/{pot}/check: the order as it will be cast."""
    booth = booth_of(request)
    if not booth.chosen:
        # Whoever comes back because the answer to a cast was lost must see that the vote is in.
        held = my_receipt(request.app.state.office, booth.seat, booth.pot.id)
        return redirect(request, "choose" if held is None else "done", pot=booth.pot.id)
    require_open_round(request, booth)
    return _check_page(request, booth, blank=False)


def blank(request: Request) -> Response:
    """GET /vote/{pot}/blank: “I support none of these”."""
    return _check_page(request, open_booth_of(request), blank=True)


def cast(request: Request, form: Form) -> Response:
    """POST /vote/{pot}/cast. The form carries the ranking that the voter saw, so a stale tab casts what it shows."""
    pot_id = request.path_params["pot"]
    given = cast_ballot(request.app.state.office, seat_of(request), _command(pot_id, form))
    how = "same" if given.repeated else "changed" if given.changed else "first"
    return redirect(request, "done", "?" + urlencode({"how": how}), pot=pot_id)


def to_check(request: Request) -> Response:
    """GET /vote/{pot}/cast: a reload or a bookmark leads back to the page that casts."""
    return redirect(request, "check", pot=request.path_params["pot"])


def done(request: Request) -> Response:
    """GET /vote/{pot}/done: the receipt, as often as the voter comes back."""
    office, booth = request.app.state.office, booth_of(request)
    given = my_receipt(office, booth.seat, booth.pot.id)
    if given is None:
        return redirect(request, "pots")
    left = [each.pot for each in my_pots(office, booth.seat) if not each.voted]
    return render(
        request, "casting/done.html", round=booth.round, pot=booth.pot,
        thanks=_thanks(booth, request.query_params.get("how", "")), code_groups=code_groups(given.check_code),
        in_log_by=booth.round.latest_close + RECEIPT_DEADLINE,
        open=booth.round.state is RoundState.OPEN, next_pot=next(iter(left), None),
        site=request.app.state.settings.address,
    )  # fmt: skip


def receipt(request: Request) -> Response:
    """GET /vote/{pot}/receipt: the receipt as a file; neither address nor file name carries the code."""
    pot_id = request.path_params["pot"]
    archive = receipt_archive(request.app.state.office, seat_of(request), pot_id)
    if archive is None:
        return redirect(request, "pots")
    headers = {"content-disposition": 'attachment; filename="my-receipt.zip"'}
    return Response(archive, media_type="application/zip", headers=headers)


def change(request: Request) -> Response:
    """GET /vote/{pot}/change: straight to the projects if the code was just given, else to the code."""
    booth = open_booth_of(request)
    if not booth.seat.may_change:
        raise ChangeNeedsSignInError
    return redirect(request, "choose", pot=booth.pot.id)


def withdraw(request: Request) -> Response:
    """GET /vote/{pot}/withdraw: say what it means before it is done."""
    booth = open_booth_of(request)
    if my_receipt(request.app.state.office, booth.seat, booth.pot.id) is None:
        return redirect(request, "pots")
    if not booth.seat.may_change:
        raise ChangeNeedsSignInError
    return render(request, "casting/withdraw.html", round=booth.round, pot=booth.pot)


def take_back(request: Request, _form: Form) -> Response:
    """POST /vote/{pot}/withdraw. A second press of the button is answered like the first."""
    pot_id = request.path_params["pot"]
    with suppress(NothingToWithdrawError):
        withdraw_ballot(request.app.state.office, seat_of(request), pot_id)
    return redirect(request, "withdrawn", pot=pot_id)


def withdrawn(request: Request) -> Response:
    """GET /vote/{pot}/withdrawn: only whoever has no vote is told so."""
    booth = booth_of(request)
    if my_receipt(request.app.state.office, booth.seat, booth.pot.id) is not None:
        return redirect(request, "done", pot=booth.pot.id)
    is_open = booth.round.state is RoundState.OPEN
    return render(request, "casting/withdrawn.html", round=booth.round, pot=booth.pot, open=is_open)


def _command(pot_id: str, form: Form) -> CastBallot:
    """What the form says. A blank vote is only ever what somebody asked for, never what a broken form left over."""
    ranking, is_blank, key = form.all("order"), form.has("blank"), form.get("key")
    if is_blank and ranking:
        raise RankingRefusedError(_("This page asks for projects and for none of them. Go back and check your vote."))
    if not (is_blank or ranking):
        raise RankingRefusedError(_("This page carries no choice. Go back and check your vote."))
    if not 1 <= len(key) <= LONGEST_KEY:
        raise RankingRefusedError(_("This page is damaged. Go back and check your vote."))
    return CastBallot(pot_id, ranking, key)


def _check_page(request: Request, booth: Booth, *, blank: bool) -> Response:
    held = my_receipt(request.app.state.office, booth.seat, booth.pot.id)
    return render(
        request, "casting/check.html", round=booth.round, pot=booth.pot, blank=blank,
        chosen=[] if blank else booth.chosen, voted=held is not None, key=booth.draft.key,
    )  # fmt: skip


def _thanks(booth: Booth, how: str) -> str:
    pot = {"pot": booth.pot.title}
    if how == "changed":
        return _("%(pot)s: your new vote is in, and your earlier vote is replaced. Thank you.") % pot
    if how == "same":
        return _("%(pot)s: your vote was already in. This is the same code. Thank you.") % pot
    return _("%(pot)s: your vote is in. Thank you.") % pot
