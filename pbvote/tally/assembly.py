"""A finished count as a result: every project with its state, its numbers and its sentence."""

from dataclasses import dataclass
from fractions import Fraction

from pbvote.domain.explanation import with_reasons
from pbvote.domain.result import FILL, GroupOutcome, Parameters, ProjectOutcome, ProjectState, Result, Tie
from pbvote.domain.rules import RANKED_EQUAL_SHARES
from pbvote.tally.group_outcomes import uncounted_groups
from pbvote.tally.outcome import Outcome
from pbvote.tally.prepared import Prepared
from pbvote.tally.rule import Options, TallyRule


@dataclass(frozen=True, slots=True)
class Counted:
    """All parts of a count; `tie_order` by ids."""

    prepared: Prepared
    rule: TallyRule
    options: Options
    outcome: Outcome
    ties: tuple[Tie, ...]
    tie_order: tuple[str, ...]


def assembled(counted: Counted) -> Result:
    """The result with its sentences."""
    prepared, outcome = counted.prepared, counted.outcome
    spent = sum(step.cost for step in outcome.steps)
    result = Result(
        rule=counted.rule.identity.rule_id,
        completion=counted.options.completion,
        parameters=_parameters(counted),
        budget=prepared.pot.budget,
        turnout=prepared.n + prepared.blank,
        blank=prepared.blank,
        n=prepared.n,
        funded=tuple(step.project for step in outcome.steps),
        spent=spent,
        left=prepared.pot.budget - spent,
        tie_order=counted.tie_order,
        removed=prepared.removed,
        steps=outcome.steps,
        projects=_projects(counted),
        ties=counted.ties,
        completion_runs=outcome.completion_runs,
        kept_k=outcome.kept_k,
        groups=_groups(counted),
    )
    return with_reasons(result, outcome.spent_on)


def _parameters(counted: Counted) -> Parameters:
    prepared, options = counted.prepared, counted.options
    pot, rule = prepared.pot, counted.rule
    order_by = None if rule.order_by is None else rule.order_by(options)
    grouped = _grouped(counted)
    share = None if rule.share is None or not prepared.n or grouped else rule.share
    return Parameters(
        max_ranks=pot.max_ranks,
        minimum_supporters=pot.minimum_supporters,
        quorum=pot.quorum,
        conflicts=pot.ordered_conflicts(),
        on_overflow=None if order_by is None else options.on_overflow,
        order_by=order_by,
        share_step=options.share_step,
        real_share=None if share is None else Fraction(pot.budget, prepared.n),
        voting_money=None if share is None else share(prepared, options.share_step, counted.outcome.kept_k),
        min_group=pot.min_group if grouped else None,
        max_ratio=pot.max_ratio if grouped else None,
    )


def _grouped(counted: Counted) -> bool:
    # Groups have parts of the voting money in one rule; every other one takes all voters alike.
    return bool(counted.prepared.pot.groups) and counted.rule.identity.rule_id == RANKED_EQUAL_SHARES.rule_id


def _groups(counted: Counted) -> tuple[GroupOutcome, ...]:
    prepared = counted.prepared
    if not _grouped(counted):
        return ()
    return counted.outcome.groups if prepared.is_counted else uncounted_groups(prepared.pot, prepared.cast)


def _projects(counted: Counted) -> tuple[ProjectOutcome, ...]:
    prepared, best = counted.prepared, counted.outcome.best
    states = {removal.id: ProjectState.REMOVED for removal in prepared.removed}
    for step in counted.outcome.steps:
        states[step.project] = ProjectState.FILLED if step.level == FILL else ProjectState.FUNDED
    outcomes = []
    for index, project in enumerate(prepared.pot.projects):
        best_money, best_step = best.get(project.id, (None, None))
        outcomes.append(
            ProjectOutcome(
                id=project.id,
                cost=project.cost,
                state=states.get(project.id, ProjectState.UNFUNDED),
                supporters=prepared.supporters[index],
                first_choices=prepared.first_choices[index],
                points=prepared.points[index],
                best_money=best_money,
                best_step=best_step,
            )
        )
    return tuple(outcomes)
