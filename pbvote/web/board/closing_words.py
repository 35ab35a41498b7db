"""What the closing page says: the one big word, the pairs of numbers, and what is wrong when two differ."""

from dataclasses import dataclass

from pbvote.domain.round import RoundState
from pbvote.services.closing_night import Night
from pbvote.services.closing_sums import Sum
from pbvote.web.language import _, ngettext
from pbvote.web.presenters import moment, number, time

MINUS = "\N{MINUS SIGN}"
SIGNS = {"current": MINUS * 3, "content": "+", "marked": "", "entitled": "+" + MINUS, "opened": ""}
"""Between the parts of the other side."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a round is: the word, and what comes next."""

    word: str
    text: str
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of the table of balances."""

    label: str
    holds: bool
    apart: str
    one: str
    other: str


def is_stopped(night: Night) -> bool:
    """Whether a number or the check stands in the way of the next step."""
    if night.round.state is RoundState.CANCELLED:
        return False
    return night.stopped is not None or not night.balances or (night.check is not None and not night.check.ok)


def where(night: Night) -> Where:
    """The one big word, and what comes next."""
    if is_stopped(night):
        return _stopped(night)
    safe = _("Nothing you press here loses votes.")
    closes = moment(night.round.closes_at)
    later = Where(
        _("Not open yet"), _("Voting closes by itself at %(when)s. Nobody has to be here.") % {"when": closes}
    )
    state = night.round.state
    return {
        RoundState.OPEN: Where(_("Open"), f"{later.text} {safe}"),
        RoundState.SUSPENDED: Where(_("Paused"), f"{later.text} {safe}"),
        RoundState.CLOSING: Where(_("Closed"), _closing_text()),
        RoundState.CLOSED: Where(_("Balanced"), f"{_closed_text(night)} {_('Next: the public draw.')} {safe}"),
        RoundState.DRAWN: Where(_("Drawn"), f"{_('The draw is in the public log. Next: the count.')} {safe}"),
        RoundState.COUNTED: _counted(night, safe),
        RoundState.PUBLISHED: Where(_("Published"), _("Everybody can read the result and check it. Thank you.")),
        RoundState.CANCELLED: Where(_("Cancelled"), _("Two officers cancelled this round. No vote is counted.")),
    }.get(state, later)


def pair_of(each: Sum) -> Pair:
    """A pair of numbers as a row."""
    labels = {
        "current": _("Votes now = added − replaced − taken back − cancelled"),  # noqa: RUF001 - a true minus
        "content": _("Votes now = ranked + none of these"),
        "marked": _("Marked as voted = votes now"),
        "entitled": _("People who may vote = list at start + added − removed"),  # noqa: RUF001 - a true minus
        "opened": _("Votes opened = votes now"),
    }
    if each.parts is None:
        return Pair(labels[each.kind], holds=False, apart=_("No"), one=number(each.one), other=_("cannot be read"))
    total = sum(each.parts)
    apart = _("Yes") if each.holds else _("No, %(number)s apart") % {"number": number(abs(each.one - total))}
    return Pair(labels[each.kind], each.holds, apart, number(each.one), _side(each, total))


def what_differs(each: Sum) -> tuple[str, str]:
    """What is wrong with a pair: the two numbers in a sentence or two, and what that means."""
    if each.parts is None:
        return _("A line of the public log cannot be read, so one side is not known."), ""
    total, gap = sum(each.parts), abs(each.one - sum(each.parts))
    named = {"one": number(each.one), "other": number(total), "gap": number(gap)}
    said = {
        "current": _("%(one)s votes are here. By the public log there must be %(other)s."),
        "content": _("%(one)s votes are here. Ranked and empty ones together are %(other)s."),
        "marked": _("People marked as voted: %(one)s. Votes: %(other)s."),
        "entitled": _("%(one)s people may vote. By the public log there must be %(other)s."),
        "opened": _("%(other)s votes must be opened. %(one)s can be."),
    }[each.kind]
    return said % named, _meaning(each, gap) % named


def _meaning(each: Sum, gap: int) -> str:
    more = each.parts is not None and each.one > sum(each.parts)
    if each.kind == "marked" and more:
        return ngettext(
            "One vote is missing, or one mark is too many.",
            "%(gap)s votes are missing, or %(gap)s marks are too many.",
            gap,
        )
    if each.kind == "marked":
        return ngettext(
            "One mark is missing, or one vote is too many.",
            "%(gap)s marks are missing, or %(gap)s votes are too many.",
            gap,
        )
    if more:
        return ngettext("That is one too many.", "That is %(gap)s too many.", gap)
    return ngettext("One is missing.", "%(gap)s are missing.", gap)


def _side(each: Sum, total: int) -> str:
    parts = each.parts or ()
    if len(parts) == 1:
        return number(parts[0])
    rest = "".join(f" {sign} {number(abs(part))}" for sign, part in zip(SIGNS[each.kind], parts[1:], strict=True))
    return f"{number(parts[0])}{rest} = {number(total)}"


def _stopped(night: Night) -> Where:
    if night.round.state is RoundState.PUBLISHED:
        text = _("The result is out, but something here no longer agrees with it. You have done nothing wrong.")
    elif night.balances and night.stopped is None:
        text = _("Every vote is safe. Nothing is published until the check passes. You have done nothing wrong.")
    else:
        text = _("Every vote is safe. The count waits until this is explained. You have done nothing wrong.")
    return Where(_("Stopped"), text, stopped=True)


def _closing_text() -> str:
    return " ".join(
        (
            _("No vote is taken any more. The last votes go into the public log now."),
            _("This takes a minute or two. Then look at this page again."),
            _("If it takes longer, call whoever runs the server."),
        )
    )


def _closed_text(night: Night) -> str:
    return _("Voting closed by itself at %(when)s. All the numbers agree.") % {"when": time(night.round.closes_at)}


def _counted(night: Night, safe: str) -> Where:
    if night.check is None:
        text = _("The votes are counted. Next: the check, which starts by itself.")
        return Where(_("Counted"), f"{text} {safe}")
    text = _("A second program came to the same result. Next: publish it.")
    return Where(_("Checked"), f"{text} {safe}")
