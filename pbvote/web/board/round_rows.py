"""What two officers see of a round before they approve or fix it: dates, pots, voters, and the fingerprint."""

from sqlalchemy.orm import Session

from pbvote.domain.phase import Phase
from pbvote.domain.rules import RULES
from pbvote.services.draft_check import fingerprint_of
from pbvote.services.phases import dates_of
from pbvote.services.set_phases import phases_or_none
from pbvote.storage.queries.acts import ActView
from pbvote.storage.queries.drafts import draft_row
from pbvote.storage.queries.pages import PotView, RoundView, round_view
from pbvote.web.language import _, ngettext, told
from pbvote.web.phase_words import phase_name
from pbvote.web.presenters import money, number, time, weekday

GROUP = 8
Rows = tuple[tuple[str, str], ...]


def approval_rows(db: Session, act: ActView) -> Rows:
    """The dates and the pots that would be approved."""
    present = round_view(db, act.round_id or "")
    return (*_dates(present), *(_pot(pot) for pot in present.pots), _changing(present))


def phase_rows(db: Session, act: ActView) -> Rows:
    """When members ask, propose and review, by which settings, and for what money."""
    present, phases = round_view(db, act.round_id or ""), phases_or_none(db, act.round_id or "")
    if phases is None:
        return ()
    dates = dates_of(phases)
    begins = [(phase_name(each), dates.begins(each)) for each in Phase]
    days = tuple((name, f"{weekday(at)}, {time(at)}") for name, at in begins if at is not None)
    read = _("before everybody can see it") if phases.moderation == "before" else _("after it is shown")
    pots = tuple((pot.title, f"{money(pot.budget)}. {pot.who}") for pot in present.pots)
    return (
        *days,
        (_("Voting opens"), f"{weekday(present.opens_at)}, {time(present.opens_at)}"),
        (_("Members who must support an idea"), number(phases.support)),
        (_("Days to answer a review"), number(phases.answer_days)),
        (_("Staff read what adults write"), read),
        *pots,
    )


def freeze_rows(db: Session, act: ActView) -> Rows:
    """The same, with the fingerprint that residents will compare."""
    digest = fingerprint_of(db, draft_row(db, act.round_id or ""))
    groups = " ".join(digest[start : start + GROUP] for start in range(0, len(digest), GROUP))
    return (*approval_rows(db, act), (_("Fingerprint"), groups)) if digest else approval_rows(db, act)


def _dates(present: RoundView) -> Rows:
    named = (
        (_("Voting opens"), present.opens_at),
        (_("It closes"), present.closes_at),
        (_("It can never close after"), present.latest_close),
    )
    return tuple((label, f"{weekday(at)}, {time(at)}") for label, at in named)


def _pot(pot: PotView) -> tuple[str, str]:
    count = ngettext("%(num)s project", "%(num)s projects", pot.project_count) % {"num": number(pot.project_count)}
    rule = RULES[pot.rule].title if pot.rule in RULES else pot.rule
    return pot.title, f"{money(pot.budget)}, {count}. {told(pot.who)} {told(rule)}."


def _changing(present: RoundView) -> tuple[str, str]:
    return _("Changing a vote"), _("allowed until voting closes") if present.change_allowed else _("not allowed")
