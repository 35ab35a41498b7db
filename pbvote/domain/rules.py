"""The counting rules by name: what residents are told they are, and the papers they come from."""

from dataclasses import dataclass

from pbvote.domain.errors import PbvoteError
from pbvote.domain.sentence import say


@dataclass(frozen=True, slots=True)
class Reference:
    """The paper a rule comes from."""

    authors: str
    title: str
    year: int
    link: str


@dataclass(frozen=True, slots=True)
class RuleIdentity:
    """A rule: its id in files, its title for residents, its paper, and the completions it knows, default first.

    Completions: `none`; `add1`, larger shares step by step; `add1u`, the same and then a fill. `for_rounds`: whether a
    round may be decided by it; the others stand beside it for comparison.
    """

    rule_id: str
    title: str
    reference: Reference
    completions: tuple[str, ...]
    for_rounds: bool = True


_GREEDY_PAPER = Reference(
    "Nimrod Talmon, Piotr Faliszewski",
    "A Framework for Approval-Based Budgeting Methods",
    2019,
    "https://doi.org/10.1609/aaai.v33i01.33012181",
)

_EXPANDING_APPROVALS_PAPER = Reference(
    "Haris Aziz, Barton E. Lee",
    "Proportionally Representative Participatory Budgeting with Ordinal Preferences",
    2021,
    "https://arxiv.org/abs/1911.00864",
)

_EQUAL_SHARES_PAPER = Reference(
    "Dominik Peters, Grzegorz Pierczyński, Piotr Skowron",
    "Proportional Participatory Budgeting with Additive Utilities",
    2021,
    "https://arxiv.org/abs/2008.13276",
)

RANKED_EQUAL_SHARES = RuleIdentity(
    "ranked-equal-shares",
    say("Everybody gets an equal share of the money, and it follows your choices in order"),
    _EXPANDING_APPROVALS_PAPER,
    ("add1u", "add1", "none"),
)
POINTS_GREEDY = RuleIdentity(
    "points-greedy",
    say("Higher choices give more points, and the projects with most points come first"),
    _GREEDY_PAPER,
    ("none",),
)
APPROVAL_GREEDY = RuleIdentity(
    "approval-greedy", say("The projects that most people chose come first"), _GREEDY_PAPER, ("none",)
)

EQUAL_SHARES_POINTS = RuleIdentity(
    "equal-shares-points",
    say("Everybody gets an equal share of the money, and a higher choice may take more of it"),
    _EQUAL_SHARES_PAPER,
    ("add1", "add1u", "none"),
    for_rounds=False,
)
EQUAL_SHARES_COST = RuleIdentity(
    "equal-shares-cost",
    say("Everybody gets an equal share of the money for all that they chose, in whatever place"),
    _EQUAL_SHARES_PAPER,
    ("add1", "add1u", "none"),
    for_rounds=False,
)
EXPANDING_APPROVALS = RuleIdentity(
    "expanding-approvals",
    say("Everybody has an equal say, and uses up a part of it when a project that they want is funded"),
    _EXPANDING_APPROVALS_PAPER,
    ("none",),
    for_rounds=False,
)

RULES = {
    rule.rule_id: rule
    for rule in (
        RANKED_EQUAL_SHARES,
        POINTS_GREEDY,
        APPROVAL_GREEDY,
        EQUAL_SHARES_POINTS,
        EQUAL_SHARES_COST,
        EXPANDING_APPROVALS,
    )
}
"""All rules by id, the default first."""

ROUND_RULES = {rule_id: rule for rule_id, rule in RULES.items() if rule.for_rounds}
"""The rules that may decide a round, by id: those that the site explains to residents."""


class UnknownMethodError(PbvoteError):
    """A rule, a completion or an option that does not exist or does not go together."""


@dataclass(frozen=True, slots=True)
class CountMethod:
    """How to count. `completion` None means the default of the rule; `share_step` (minor units) None its default.

    `on_overflow`: what a greedy rule does with a project that does not fit, "skip" it or "stop". Raises
    UnknownMethodError for what does not go together.
    """

    rule: str = RANKED_EQUAL_SHARES.rule_id
    completion: str | None = None
    share_step: int | None = None
    on_overflow: str = "skip"

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise UnknownMethodError(f"There is no rule {self.rule!a}: choose one of {', '.join(RULES)}.")
        known = RULES[self.rule].completions
        if self.completion is not None and self.completion not in known:
            raise UnknownMethodError(
                f"{self.rule} has no completion {self.completion!a}: choose from {', '.join(known)}."
            )
        if self.share_step is not None and self.share_step < 1:
            raise UnknownMethodError("The share step must be 1 or more minor units.")
        if self.on_overflow not in ("skip", "stop"):
            raise UnknownMethodError("A project that does not fit can only “skip” or “stop”.")

    @property
    def chosen_completion(self) -> str:
        """The completion asked for, else the default of the rule."""
        return self.completion or RULES[self.rule].completions[0]

    def for_a_round(self) -> "CountMethod":
        """This method, if a round may be decided by it. Raises UnknownMethodError."""
        if self.rule not in ROUND_RULES:
            known = ", ".join(ROUND_RULES)
            raise UnknownMethodError(f"{self.rule} is for comparing only: a round is decided by one of {known}.")
        return self
