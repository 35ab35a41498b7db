"""Parts of voter groups for the slow count: dissolve, divide, then cap, each as the paper words it."""

from collections.abc import Sequence
from fractions import Fraction

from pbvote.domain.counted_pot import CountedPot


def money_of_each(pot: CountedPot, group: Sequence[str], whole: int) -> list[Fraction]:
    """What each voter has at first of the whole; `group` of each voter."""
    part, into = dissolved(pot, group)
    member = [into[g] for g in group]
    heads = {g: sum(each == g for each in member) for g in part}
    head = {g: part[g] * whole / heads[g] for g in part}
    for rich in range(len(head)):  # the smallest set of the highest
        ranked = sorted(head, key=lambda g: -head[g])
        high, low = ranked[:rich], ranked[rich:]
        if head[low[0]] <= pot.max_ratio * head[low[-1]]:
            break
    most = pot.max_ratio * head[low[-1]]
    scale = whole / (sum(heads[g] * head[g] for g in low) + most * sum(heads[g] for g in high))
    return [scale * (most if g in high else head[g]) for g in member]


def dissolved(pot: CountedPot, group: Sequence[str]) -> tuple[dict[str, Fraction], dict[str, str]]:
    """The parts of the groups that stay, and for every group the one it is counted with."""
    part = {each.id: each.part for each in pot.groups}
    into = {g: g for g in part}
    while len(part) > 1:
        size = {g: sum(into[each] == g for each in group) for g in part}
        small = next(g for g in part if size[g] == min(size.values()))
        if size[small] >= pot.min_group:
            break
        gone = part.pop(small)
        most = max(size[g] for g in part)
        large = next(g for g in part if size[g] == most)
        into = {g: large if target == small else target for g, target in into.items()}
        rest = sum(part.values())
        part = {g: x + gone * x / rest for g, x in part.items()}
    return part, into
