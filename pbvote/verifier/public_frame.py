"""What the log and arithmetic alone say of a public T1 result: parameters, completion runs, removals, ties."""

from fractions import Fraction

from .errors import MalformedError
from .pot import GREEDY_ORDERS, SHARES
from .public_groups import check_group_list
from .rounds import PotHistory
from .shapes import Record, shown
from .steps import rational


def must(condition: bool, sentence: str) -> None:  # noqa: FBT001 # reads as a statement at each call
    """Refuse with the sentence unless the condition holds."""
    if not condition:
        raise MalformedError(sentence)


def check_frame(value: Record, pot: PotHistory) -> None:
    """Refuse the first part of a T1 result that the log or its own numbers contradict."""
    for key, stated in _parameters(value, pot).items():
        found = value["parameters"][key]
        must(found == stated, "parameters." + key + " is " + shown(found) + ", but the log gives " + shown(stated))
    must(value["warnings"] == [], "a pot of our own has no warnings")
    check_group_list(value, pot)
    _check_removed(value, pot)
    _check_runs(value)
    _check_ties(value)


def _parameters(value: Record, pot: PotHistory) -> Record:
    created, n, by_shares = pot.created, value["n"], pot.created["rule"] == SHARES
    shares = created.get("shares", {})
    step = None if created["completion"] == "none" else created["share_step"]
    if created["completion"] != "none" and n and step is None:
        step = max(1, created["budget"] // (100 * n))
    real, money = None, None
    if by_shares and n and not shares:
        share = Fraction(created["budget"], n)
        real, money = rational(share), rational(share + value["kept_k"] * (step or 0))
    return {
        "conflicts": _conflicts(pot),
        "max_ranks": created["max_ranks"],
        "max_ratio": shares.get("max_ratio"),
        "min_group": shares.get("min_group"),
        "minimum_supporters": created["minimum_supporters"],
        "on_overflow": None if by_shares else "skip",
        "order_by": GREEDY_ORDERS.get(created["rule"]),
        "quorum": created["quorum"],
        "real_share": real,
        "share_step": step,
        "voting_money": money,
    }


def _conflicts(pot: PotHistory) -> list[list[str]]:
    number = {each: position for position, each in enumerate(pot.projects)}
    listed = [] if pot.frozen is None else pot.frozen["conflicts"]
    sets = sorted({tuple(sorted(number[each] for each in set(group))) for group in listed})
    return [[pot.projects[each] for each in group] for group in sets]


def _check_removed(value: Record, pot: PotHistory) -> None:
    least = pot.created["minimum_supporters"]
    why = {each["id"]: each["why"] for each in value["removed"]}
    withdrawn = {each for each, reason in why.items() if reason == "withdrawn"}
    must(withdrawn == set(pot.withdrawn), "the withdrawn projects in removed are not those that the log withdrew")
    must("over_budget" not in why.values(), "no frozen project costs more than the pot, so none is over_budget")
    for each in value["projects"]:
        number, reason = each["supporters"], why.get(each["id"])
        few = least if number is None else number
        under = reason == "under_minimum"
        must(not under or (least > 0 and few <= least and number != least), each["id"] + " is not under the minimum")
        must(reason is not None or few >= least, each["id"] + " is under the minimum but was not removed")


def _check_runs(value: Record) -> None:
    runs, kept, budget = value["completion_runs"], value["kept_k"], value["budget"]
    nothing = value["turnout"] < value["parameters"]["quorum"] or value["n"] == 0
    if nothing:
        must(not value["steps"], "something is funded though nothing could be counted")
    if nothing or value["completion"] == "none":
        must(not runs and kept == 0, "completion_runs and kept_k speak of runs that were not made")
        return
    ks = [each["k"] for each in runs]
    must(ks[:1] == [0] and ks == sorted(set(ks)), "completion_runs do not begin with k 0 and ascend")
    last = runs[-1]
    must(all(each["spent"] <= budget for each in runs[:-1]), "a run before the last spent more than the pot")
    over = last["spent"] > budget
    must(last["k"] == (kept + 1 if over else kept), "kept_k is not the last run that kept within the pot")
    run_steps = [each for each in value["steps"] if each["level"] != "fill"]
    same = [each for each in runs if each["k"] <= kept][-1]
    must(same["spent"] == sum(each["cost"] for each in run_steps), "the kept run spent something else than its steps")
    must(same["funded_count"] == len(run_steps), "the kept run funded another number of projects than its steps")
    must(over or _is_all_funded(value, run_steps), "the runs end before the pot was overspent or all was funded")


def _is_all_funded(value: Record, run_steps: "list[Record]") -> bool:
    funded = {each["project"] for each in run_steps}
    shut = [set(group) for group in value["parameters"]["conflicts"] if funded & set(group)]
    done = funded.union(*shut)
    wanted = [each for each in value["projects"] if each["state"] != "removed" and each["supporters"] is not None]
    return all(each["id"] in done for each in wanted)


def _check_ties(value: Record) -> None:
    rank = {each: position for position, each in enumerate(value["tie_order"])}
    steps = [each["step"] for each in value["ties"]]
    must(steps == sorted(set(steps)), "the ties are not in order of step")
    project = {each["step"]: each["project"] for each in value["steps"]}
    for each in value["ties"]:
        where = "the tie in step " + str(each["step"])
        must(each["chosen"] == project.get(each["step"]), where + " chose another project than the step")
        known = len(set(each["tied"])) == len(each["tied"]) and rank.keys() >= set(each["tied"])
        ordered = known and sorted(each["tied"], key=lambda one: rank[one]) == each["tied"]
        must(ordered and each["tied"][0] == each["chosen"], where + " is not in tie order, the chosen one first")
