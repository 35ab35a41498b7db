"""What an officer can begin now, though nobody prepared anything: a step of closing night, a list that waits."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from pbvote.domain.round import RoundState
from pbvote.storage.queries.acts import ActView
from pbvote.storage.queries.running import RoundCard
from pbvote.web.language import _


@dataclass(frozen=True, slots=True)
class NextStep:
    """A thing to do, why, and the page where it is done."""

    title: str
    what: str
    href: str
    button: str


_NIGHT: dict[RoundState, tuple[str, Callable[[], tuple[str, str]]]] = {
    RoundState.CLOSED: (
        "draw",
        lambda: (_("The public draw"), _("Voting closed and the numbers agree. Enter the numbers that were drawn.")),
    ),
    RoundState.DRAWN: ("count", lambda: (_("Count the votes"), _("The draw is in the public log."))),
    RoundState.COUNTED: (
        "publish",
        lambda: (_("Publish the result"), _("The votes are counted. Look at the check, then publish.")),
    ),
    RoundState.SUSPENDED: ("resume", lambda: (_("Voting is paused"), _("Two officers can let it go on."))),
}


def next_steps(
    cards: Sequence[RoundCard], waiting: Sequence[ActView], listed: Collection[str], address: Callable[[str, str], str]
) -> list[NextStep]:
    """The steps of all rounds; none for which an act waits already.

    `listed`: ids of rounds with a list of voters for two officers; `address` gives a page's address for a round.
    """
    prepared = {(act.round_id, act.act) for act in waiting}
    steps = [_step(card, prepared, address) for card in cards]
    steps += [
        NextStep(
            _("Today’s list of voters: %(round)s") % {"round": card.title},
            _("The list is ready. Look at it and prepare it for another officer."),
            address("board_members", card.id),
            _("Look at the list"),
        )
        for card in cards
        if card.id in listed and (card.id, "change the roll") not in prepared
    ]
    return [step for step in steps if step is not None]


def _step(
    card: RoundCard, prepared: set[tuple[str | None, str]], address: Callable[[str, str], str]
) -> NextStep | None:
    if card.stopped:
        act, title, what = "close again", _("The close stopped"), _("A number is wrong. Every vote is safe.")
    elif card.state in _NIGHT:
        act, words = _NIGHT[card.state]
        title, what = words()
    else:
        return None
    if (card.id, act) in prepared:
        return None
    page = "board_running" if card.state is RoundState.SUSPENDED else "board_round_closing"
    return NextStep(f"{title}: {card.title}", what, address(page, card.id), _("Go there"))
