"""Where a round is, in a word or two for the staff, and what matters about it now."""

from dataclasses import dataclass

from pbvote.domain.round import RoundState
from pbvote.storage.queries.running import RoundCard
from pbvote.web.language import _
from pbvote.web.phase_words import phase_name
from pbvote.web.presenters import moment, number

_COMING = frozenset({RoundState.DRAFT, RoundState.FROZEN, RoundState.SEALED})
_RUNNING = frozenset({RoundState.OPEN, RoundState.SUSPENDED})


@dataclass(frozen=True, slots=True)
class StateTag:
    """The words of a state and the class of its tag; the colour never stands alone."""

    text: str
    tag: str = ""


def state_tag(card: RoundCard) -> StateTag:
    """The tag of a round; a close that stopped says so, because everybody who signs in must see it."""
    grey, red, yellow, purple = (f"govuk-tag--{each}" for each in ("grey", "red", "yellow", "purple"))
    return {
        RoundState.DRAFT: _draft_tag(card),
        RoundState.FROZEN: StateTag(_("Rules are fixed"), grey),
        RoundState.SEALED: StateTag(_("Ready to open"), grey),
        RoundState.OPEN: StateTag(_("Voting is open")),
        RoundState.SUSPENDED: StateTag(_("Voting is paused"), red),
        RoundState.CLOSING: StateTag(_("Stopped"), red) if card.stopped else StateTag(_("Closing"), yellow),
        RoundState.CLOSED: StateTag(_("Closed"), yellow),
        RoundState.DRAWN: StateTag(_("Drawn"), yellow),
        RoundState.COUNTED: StateTag(_("Counted"), yellow),
        RoundState.PUBLISHED: StateTag(_("Published"), purple),
        RoundState.CANCELLED: StateTag(_("Cancelled"), red),
    }[card.state]


def _draft_tag(card: RoundCard) -> StateTag:
    if card.approved or card.phases is None:
        return StateTag(_("Approved") if card.approved else _("Draft"), "govuk-tag--grey")
    return StateTag(phase_name(card.phases.phase), "govuk-tag--yellow")


def state_rows(card: RoundCard) -> tuple[tuple[str, str], ...]:
    """When it opens or closes by itself, and how many have voted in each pot."""
    rows: list[tuple[str, str]] = []
    ends, following = (card.phases.ends_at, card.phases.following) if card.phases else (None, None)
    if ends is not None and following is not None:
        rows.append((_("Next: %(phase)s") % {"phase": phase_name(following)}, moment(ends)))
    if card.state in _COMING:
        rows += [(_("Opens by itself"), moment(card.opens_at)), (_("Closes by itself"), moment(card.closes_at))]
    elif card.state in _RUNNING:
        rows.append((_("Closes by itself"), moment(card.closes_at)))
    elif card.state is not RoundState.CANCELLED:
        rows.append((_("Closed"), moment(card.closes_at)))
    if card.suspended_until is not None:
        rows.append((_("Goes on by itself"), moment(card.suspended_until)))
    if card.published_at is not None:
        rows.append((_("Published"), moment(card.published_at)))
    return (*rows, *(turnout_row(card, place) for place in range(len(card.turnout))))


def turnout_row(card: RoundCard, place: int) -> tuple[str, str]:
    """People who have voted in a pot: no partial result of any kind."""
    pot = card.turnout[place]
    numbers = _("%(marked)s of %(entitled)s") % {"marked": number(pot.marked), "entitled": number(pot.entitled)}
    return _("Have voted: %(pot)s") % {"pot": pot.title}, numbers


@dataclass(frozen=True, slots=True)
class StateWord:
    """The one big word for where a round is, a sentence under it, and whether it stands on a stop."""

    word: str
    text: str
    stop: bool = False


def state_word(card: RoundCard) -> StateWord:
    """The word of a round while it runs, or before and after."""
    safe = _("Nothing you press here loses votes.")
    if card.state is RoundState.OPEN:
        closes = _("Voting closes by itself at %(when)s.") % {"when": moment(card.closes_at)}
        return StateWord(_("Open"), f"{closes} {safe}")
    if card.state is RoundState.SUSPENDED and card.suspended_until is not None:
        on = _("Voting goes on by itself at %(when)s.") % {"when": moment(min(card.suspended_until, card.closes_at))}
        return StateWord(_("Paused"), f"{on} {safe}", stop=True)
    if card.state in _COMING:
        return StateWord(_("Not open yet"), _("Voting opens by itself at %(when)s.") % {"when": moment(card.opens_at)})
    if card.state is RoundState.CANCELLED:
        return StateWord(_("Cancelled"), _("Two officers cancelled this round. No vote is counted."), stop=True)
    return StateWord(_("Closed"), _("Voting is over. The next steps are on the page of the closing night."))
