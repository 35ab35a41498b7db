"""The completion told honestly: what the first run spent, how often it was run again, which run was kept, and why.

Two kinds of money: the pot's own, and the voting money that people have in a run, which may be more.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pbvote.domain.result import FILL, CompletionRun, Result
from pbvote.web.count_words import down, listed
from pbvote.web.language import _, ngettext
from pbvote.web.presenters import money, number, word


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run of the count; `voting` is the voting money of each person, or of all where groups differ."""

    number: str
    voting: str
    spent: str
    funded: int
    fate: str


def run_lines(counted: Result) -> tuple[RunLine, ...]:
    """The runs that are told: the first, those that changed something, the one that was kept and the last."""
    kept = _kept_run(counted)
    # runs that funded the same are told once: the kept one may have had larger shares than the first of them
    k_of = {run.k: counted.kept_k if run is kept else run.k for run in counted.completion_runs}
    return tuple(
        RunLine(
            number=number(k_of[run.k] + 1),
            voting=voting_money_in(counted, k_of[run.k]),
            spent=money(run.spent),
            funded=run.funded_count,
            fate=_fate(run, kept, counted.budget),
        )
        for run in counted.completion_runs
    )


def voting_money_in(counted: Result, k: int) -> str:
    """What each person had in run k, or all of them together where groups of voters had different amounts."""
    larger = counted.parameters.share_step or 0
    each = counted.parameters.voting_money
    if each is None:
        return money(counted.budget + k * counted.n * larger)
    return down(each - (counted.kept_k - k) * larger)


def completion_words(counted: Result, titles: Mapping[str, str]) -> tuple[str, ...]:
    """The story of the runs in paragraphs; nothing where there was one run only."""
    kept = _kept_run(counted)
    if kept is None:
        return ()
    return (_first(counted), _kept(counted, kept), _afterwards(counted, kept, titles))


def _first(counted: Result) -> str:
    first, last = counted.completion_runs[0], counted.completion_runs[-1]
    words = {"voting": voting_money_in(counted, first.k), "spent": money(first.spent), "pot": money(counted.budget)}
    begin = (
        _("In the first run each person had %(voting)s.")
        if counted.parameters.voting_money is not None
        else _("In the first run all voters together had %(voting)s.")
    )
    begin += " " + _("That run spent %(spent)s of the %(pot)s in the pot.")
    if not last.k:
        return begin % words
    again = ngettext(
        "Then the count was run again from the start, once, with %(more)s.",
        "Then the count was run again from the start, %(times)s times. Each time there was %(more)s.",
        last.k,
    )
    return begin % words + " " + again % {"more": _more(counted), "times": number(last.k)}


def _more(counted: Result) -> str:
    """How much more there was in each run."""
    larger = counted.parameters.share_step or 0
    if counted.parameters.voting_money is not None:
        return _("%(more)s more voting money for each person") % {"more": money(larger)}
    return _("%(more)s more voting money for all voters together") % {"more": money(larger * counted.n)}


def _kept(counted: Result, kept: CompletionRun) -> str:
    last = counted.completion_runs[-1]
    words = {"run": number(counted.kept_k + 1), "last": number(last.k + 1), "cost": money(last.spent)}
    chosen = _("Run %(run)s is the one that counts.") % words
    if last.spent > counted.budget:
        stop = _("In run %(last)s the projects would have cost %(cost)s. That is more than the pot, so the runs ended.")
    else:
        stop = _("In it every project won that could win. So no further run was needed.")
    spent = {"funded": word(kept.funded_count), "spent": money(kept.spent)}
    told = ngettext(
        "It funded one project for %(spent)s.", "It funded %(funded)s projects for %(spent)s.", kept.funded_count
    )
    return f"{stop % words} {chosen} {told % spent}"


def _afterwards(counted: Result, kept: CompletionRun, titles: Mapping[str, str]) -> str:
    rest = counted.budget - kept.spent
    left = {"left": money(rest), "end": money(counted.left)}
    if not rest:
        return _("That is the whole pot.")
    filled = [titles[step.project] for step in counted.steps if step.level == FILL]
    begin = _("Then %(left)s of the pot was left.") % left
    if filled:
        paid = _("It paid for %(projects)s.") % {"projects": listed(filled)}
        end = _("%(end)s stays in the pot.") % left if counted.left else _("Nothing is left.")
        return f"{begin} {paid} {end}"
    if counted.completion == "add1u":
        return begin + " " + _("No project that could still win cost so little. So it stays in the pot.")
    return begin + " " + _("It stays in the pot.")


def _kept_run(counted: Result) -> CompletionRun | None:
    runs = [run for run in counted.completion_runs if run.k <= counted.kept_k]
    return max(runs, key=lambda run: run.k, default=None)


def _fate(run: CompletionRun, kept: CompletionRun | None, budget: int) -> str:
    if run is kept:
        return _("This run counts.")
    return _("It cost more than the pot.") if run.spent > budget else _("There was room for more.")
