"""What two people see of a prepared act beside its words: the rows of what was agreed on."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from pbvote.domain.errors import UnknownProjectError, UnknownRoundError
from pbvote.domain.times import parse_time
from pbvote.storage.queries.acts import ActView
from pbvote.storage.queries.pages import pot_view, project
from pbvote.storage.tables import MemberRow
from pbvote.web.board.outcome_rows import outcome_rows
from pbvote.web.board.person_words import person_rows
from pbvote.web.board.roll_rows import roll_rows, sealed_rows
from pbvote.web.board.round_rows import approval_rows, freeze_rows, phase_rows
from pbvote.web.language import _
from pbvote.web.presenters import moment
from pbvote.web.reasons import reason_words

Rows = tuple[tuple[str, str], ...]


def act_rows(db: Session, act: ActView) -> Rows:
    """The rows of an act: its round, and what was agreed on, in words. Other rows of one act come from ACT_ROWS."""
    first = ((_("Round"), act.round_title),) if act.round_id else ()
    said = tuple((_label(name), _said(db, act, name, value)) for name, value in act.arguments.items())
    more = ACT_ROWS.get(act.act)
    return first + (more(db, act) if more else said)


def _person_rows(db: Session, act: ActView) -> Rows:
    return person_rows(db, act.arguments)


ACT_ROWS: Mapping[str, Callable[[Session, ActView], Rows]] = {
    "appoint": _person_rows,
    "approve the phases": phase_rows,
    "approve the schedule": approval_rows,
    "change the roll": roll_rows,
    "end a role": _person_rows,
    "freeze": freeze_rows,
    "renew a sign-in": _person_rows,
    "put the list on the ballot": outcome_rows,
    "seal the roll": sealed_rows,
}
"""Acts whose rows are not simply their arguments."""


def _label(name: str) -> str:
    labels = {
        "closes_at": _("New time of the close"),
        "kind": _("Role"),
        "list": _("List"),
        "member": _("Member"),
        "name": _("Name"),
        "paper": _("Paper"),
        "pot": _("Pot"),
        "project": _("Project"),
        "reason": _("Reason"),
        "role": _("Role"),
        "seed": _("What was drawn"),
        "size": _("Print"),
    }
    return labels.get(name, name)


def _said(db: Session, act: ActView, name: str, value: str) -> str:
    words: dict[str, Callable[[], str]] = {
        "closes_at": lambda: moment(parse_time(value)),
        "member": lambda: _member(db, value),
        "paper": lambda: {"letters": _("Letters"), "cards": _("Cards")}.get(value, value),
        "size": lambda: {"ordinary": _("Ordinary print"), "large": _("Large print")}.get(value, value),
        "pot": lambda: pot_view(db, act.round_id or "", value).title,
        "project": lambda: project(db, act.round_id or "", act.arguments.get("pot", ""), value).title,
        "reason": lambda: reason_words(value),
    }
    try:
        return words[name]() if name in words else value
    except (ValueError, UnknownRoundError, UnknownProjectError):
        return value


def _member(db: Session, key: str) -> str:
    row = db.get(MemberRow, key) if "\0" not in key else None
    return ", ".join(part for part in (row.name, row.address, row.postcode) if part) if row else key
