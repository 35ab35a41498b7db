"""What becomes of an idea in words: for the officers' list, for its authors, and for everybody."""

from dataclasses import dataclass

from pbvote.domain.proposal import Outcome
from pbvote.domain.review import Verdict
from pbvote.storage.queries.became import Became
from pbvote.storage.queries.outcomes import IdeaLine
from pbvote.web.board.state_words import StateTag
from pbvote.web.idea_words import outcome_words
from pbvote.web.language import _
from pbvote.web.presenters import money
from pbvote.web.review_words import verdict_words, who_words


@dataclass(frozen=True, slots=True)
class BecameStep:
    """One step of what became of an idea: what happened, and why where a reason was given."""

    what: str
    reason: str


def line_tag(line: IdeaLine) -> StateTag:
    """Where an idea stands for officers; the colour never stands alone."""
    if line.outcome:
        colour = "govuk-tag--green" if line.outcome == Outcome.ON_BALLOT else "govuk-tag--grey"
        return StateTag(meant_words(line.outcome), colour)
    if line.stage == "waiting":
        return StateTag(_("Not read yet"), "govuk-tag--yellow")
    if line.stage == "hidden":
        return StateTag(_("Hidden, still to decide"), "govuk-tag--yellow")
    return StateTag(_("Still to decide"), "govuk-tag--yellow")


def meant_words(outcome: str) -> str:
    """An outcome as officers choose it."""
    return {
        Outcome.ON_BALLOT: _("For the ballot"),
        Outcome.NOT_FEASIBLE: _("Cannot be done"),
        Outcome.NOT_CHOSEN: _("Not for the ballot"),
        Outcome.TOO_FEW_SUPPORTERS: _("Too few supporters"),
    }.get(Outcome(outcome), outcome_words(outcome))


def area_figures(line: IdeaLine) -> tuple[tuple[str, str], ...]:
    """What each area found, and its figure beside the authors'."""
    rows = [(_("The authors’ figure"), money(line.cost))]
    for each in line.verdicts:
        found = verdict_words(each.verdict)
        if each.cost is not None and each.verdict != Verdict.NOT_FEASIBLE:
            found = _("%(found)s, for %(cost)s") % {"found": found, "cost": money(each.cost)}
        rows.append((who_words(each.area), found))
    return tuple(rows)


def became_title(became: Became) -> str:
    """The answer first: what became of an idea, in a sentence."""
    if became.result == "funded":
        return _("Your idea won money.")
    if became.result == "not-funded":
        return _("Your idea did not win money this time.")
    if became.is_frozen:
        return _("Your idea is on the ballot, and nothing about it can change.")
    return {
        Outcome.ON_BALLOT: _("Your idea goes on the ballot."),
        Outcome.NOT_FEASIBLE: _("Your idea cannot be done."),
        Outcome.NOT_CHOSEN: _("Your idea is not on the ballot this time."),
        Outcome.TOO_FEW_SUPPORTERS: _("Too few members supported your idea."),
        Outcome.MERGED: _("Your idea is now part of another one."),
        Outcome.WITHDRAWN: _("You took your idea back."),
    }[Outcome(became.outcome)]


def public_title(became: Became) -> str:
    """The same for everybody who reads the idea."""
    if became.result == "funded":
        return _("This idea won money.")
    if became.result == "not-funded":
        return _("This idea did not win money this time.")
    if became.is_frozen:
        return _("This idea is on the ballot, and nothing about it can change.")
    return {
        Outcome.ON_BALLOT: _("This idea goes on the ballot."),
        Outcome.NOT_FEASIBLE: _("This idea cannot be done."),
        Outcome.NOT_CHOSEN: _("This idea is not on the ballot this time."),
        Outcome.TOO_FEW_SUPPORTERS: _("Too few members supported this idea."),
        Outcome.MERGED: _("This idea is now part of another one."),
        Outcome.WITHDRAWN: _("The authors took this idea back."),
    }[Outcome(became.outcome)]


def panel_words(became: Became) -> str:
    """What the young people's panel said to a “not feasible”; empty where it was not asked or has not answered."""
    if became.panel_agrees is None:
        return ""
    if became.panel_agrees:
        return _("The young people’s panel agrees that it cannot be done.")
    return _("The young people’s panel does not agree. It says why:")
