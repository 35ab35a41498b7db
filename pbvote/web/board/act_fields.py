"""What is typed on the page that prepares an act: read into the act's arguments, or into what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from pbvote.domain.errors import ScheduleError
from pbvote.domain.local_time import moment_of
from pbvote.domain.round import Schedule
from pbvote.domain.times import format_time
from pbvote.services.act_list import ProtectedAct
from pbvote.storage.queries.pages import RoundView, projects
from pbvote.web.board.person_words import kind_choices, people_to_choose
from pbvote.web.forms import Form
from pbvote.web.language import _
from pbvote.web.reasons import project_reasons, round_reasons

ABOUT_STAFF = ("appoint", "end a role", "renew a sign-in")


@dataclass(frozen=True, slots=True)
class Typed:
    """The arguments of an act as they were typed, and what is wrong with them by the id of its field."""

    arguments: Mapping[str, str]
    errors: Mapping[str, str]


def read_fields(act: str, protected: ProtectedAct, form: Form, present: RoundView | None) -> Typed:
    """The arguments in a form: by the act's own reader, else each by the field of its name."""
    if act == "appoint":
        return _read_appointment(form)
    reader = _READERS.get(act)
    if reader is not None and present is not None:
        return reader(form, present)
    given = {name: form.get(name) for name in sorted(protected.arguments | protected.optional)}
    arguments = {name: value for name, value in given.items() if value or name in protected.arguments}
    missing = {name: _("Fill this in.") for name, value in arguments.items() if not value}
    return Typed(arguments, missing)


def field_values(db: Session, act: str, present: RoundView | None, chooser: str) -> dict[str, Any]:
    """What the fields of an act offer to whoever prepares it (`chooser`, a role)."""
    if act == "withdraw a project" and present is not None:
        on_ballot = [
            (f"{pot.id}/{each.id}", each.title, pot.title)
            for pot in present.pots
            for each in projects(db, present.id, pot.id)
            if not each.withdrawn
        ]
        return {"choices": on_ballot, "reasons": project_reasons()}
    if act in ABOUT_STAFF:
        return {"kinds": kind_choices(), "people": people_to_choose(db, act, chooser)}
    return {"reasons": round_reasons()}


def _read_appointment(form: Form) -> Typed:
    """The kind of a reviewer comes with the area: one question, and none that is not asked of the others."""
    kind, _stroke, area = form.get("kind").partition("/")
    arguments = {"kind": kind, "name": form.get("name")}
    missing = {name: _("Fill this in.") for name, value in arguments.items() if not value}
    return Typed({**arguments, "area": area} if area else arguments, missing)


def _read_withdrawal(form: Form, _present: RoundView) -> Typed:
    pot, _slash, project = form.get("project").partition("/")
    errors = {} if pot and project else {"project": _("Choose the project that is taken out.")}
    return Typed({"pot": pot, "project": project, "reason": form.get("reason")}, {**errors, **_reason_errors(form)})


def _read_extension(form: Form, present: RoundView) -> Typed:
    errors = _reason_errors(form)
    try:
        closes_at = read_moment(form, present.zone)
        schedule = Schedule(present.opens_at, present.closes_at, present.latest_close, present.zone)
        given = format_time(schedule.extended_to(closes_at).closes_at)
    except ScheduleError as error:
        given, errors = "", {"day": str(error), **errors}
    return Typed({"closes_at": given, "reason": form.get("reason")}, errors)


def _read_cancelling(form: Form, _present: RoundView) -> Typed:
    return Typed({"reason": form.get("reason")}, _reason_errors(form))


def _reason_errors(form: Form) -> dict[str, str]:
    return {} if form.get("reason") else {"reason": _("Choose a reason.")}


def read_moment(form: Form, zone: str) -> datetime:
    """The moment in the fields day, month, year and clock (17:00); raises ScheduleError when no clock shows it once."""
    try:
        day = date(*(int(form.get(name)) for name in ("year", "month", "day")))
        clock = time.fromisoformat(form.get("clock")).replace(second=0, microsecond=0, tzinfo=None)
        return moment_of(day, clock, zone)
    except (ValueError, OverflowError):
        raise ScheduleError(_("Type a day such as 15 3 2027, and a time such as 17:00.")) from None


_READERS: Mapping[str, Callable[[Form, RoundView], Typed]] = {
    "withdraw a project": _read_withdrawal,
    "extend": _read_extension,
    "cancel": _read_cancelling,
}
