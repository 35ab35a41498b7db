"""What to do when closing night stops: what is wrong in plain words, and the way out step by step. Never a dead end."""

from dataclasses import dataclass

from pbvote.services.closing_night import Night
from pbvote.web.board.closing_words import what_differs
from pbvote.web.language import _, ngettext
from pbvote.web.presenters import number


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong: a sentence or two, and what it means."""

    text: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A step of the plan. `act` is copy, again or check where the page has a button for it."""

    title: str
    text: str
    act: str = ""


def whats_wrong(night: Night) -> tuple[Wrong, ...]:
    """Every number that differs, by pot; else the reason why the close was refused; else what the check found."""
    titles = {pot.id: pot.title for pot in night.round.pots}
    found = []
    for pot in night.pots:
        if pot.unopened:
            said = ngettext("one sealed vote cannot be opened.", "%(n)s sealed votes cannot be opened.", pot.unopened)
            found.append(Wrong(f"{titles[pot.pot_id]}: " + said % {"n": number(pot.unopened)}))
        for each in pot.sums:
            if not each.holds:
                text, meaning = what_differs(each)
                found.append(Wrong(f"{titles[pot.pot_id]}: {text}", meaning))
    if night.stopped is not None and not found:
        found.append(Wrong(cause_words(night.stopped.cause)))
    if not found and night.check is not None:
        found += [Wrong(f"{each.check}, {each.where}: {each.what}") for each in night.check.failed]
        found = found or [Wrong(_("The checking program noted other things than it must. Its findings stand below."))]
    return tuple(found)


def plan(night: Night) -> tuple[PlanStep, ...]:
    """What to do, in this order."""
    again = PlanStep(
        _("Let the close run again"),
        _("When it is explained and repaired, two officers let it run again. If a number is still wrong, it stops."),
        "again",
    )
    check = PlanStep(
        _("Check again"),
        _("When it is explained and repaired, let the checking program run again."),
        "check",
    )
    restored = PlanStep(
        _("Look at this page again"),
        _("When the votes are put back as they were, this page goes on by itself."),
    )
    last = again if night.stopped is not None else check if night.balances else restored
    return (_copy(), _call(), PlanStep(_("Look here first"), _look_first(night)), _tell(), last)


def _copy() -> PlanStep:
    text = _("No vote can change any more: that is locked. Keep a copy, so that a repair loses no trace.")
    return PlanStep(_("Keep a copy of everything"), text, "copy")


def _call() -> PlanStep:
    text = " ".join(
        (
            _("Call two people from outside who check this round, and whoever runs the server."),
            _("Nobody repairs anything alone, and not before they have seen this page."),
        )
    )
    return PlanStep(_("Call two auditors"), text)


def _tell() -> PlanStep:
    text = _("A message is ready: “The result will be late. All votes are safe. We tell you more by noon tomorrow.”")
    return PlanStep(_("Tell residents"), text, "message")


def cause_words(cause: str) -> str:
    """Why a close was refused though every number agrees."""
    words = {
        "frozen": _("The rules, projects or costs are not those that were fixed before voting."),
        "withdrawn": _("The projects that were taken out are not those that the public log names."),
        "roll": _("The list of voters is not the one that was sealed."),
        "close": _("The time of the close is not the one that two officers agreed."),
        "draw": _("A draw is entered already, though voting has only just closed."),
        "line": _("A line of the public log cannot be read any more."),
        "twice": _("A sealed vote was put back to an older state. It would go into the public log a second time."),
        "commitments": _("The sealed votes are not those that the public log names."),
        "opening": _("A vote does not fit the check code that its voter was given."),
        "box": _("There are opened votes already. There must be none before the close."),
        "members": _("The list of voters and the sealed votes do not name the same people."),
        "mark": _("Somebody is marked as voted without a vote, or has a vote without a mark."),
        "group": _("A voter is in none of the groups of this pot, or a vote is not of its voter’s group."),
        "seal": _("A sealed vote cannot be opened."),
    }
    return words.get(cause, _("Something is not as the public log has it."))


def _look_first(night: Night) -> str:
    cause = night.stopped.cause if night.stopped is not None else "check" if night.balances else ""
    looks = {
        "frozen": _("Compare titles and costs with the files of the round on its public page. Who changed one?"),
        "withdrawn": _("Compare the projects that were taken out with the public log. Who changed one?"),
        "close": _("Find the last change of the close in the public log. Who changed it in the database?"),
        "draw": _("Nobody may enter a draw by hand. Ask who worked on the database."),
        "line": _("Ask whoever runs the server for last night’s backup. Compare the public log in it with this one."),
        "check": _("Read the findings below. Was the program changed or updated after the count?"),
    }
    database = _(
        "Ask who worked on the server or the database since voting opened. Compare it with last night’s backup."
    )
    return looks.get(cause, database)
