"""The files that a freeze fixes: a pot's projects, and the round with its rules (docs/log-format.md §9)."""

from dataclasses import fields
from typing import cast

from pbvote.auditlog.canonical import Value
from pbvote.domain.event import entry_document
from pbvote.domain.events import PotTerms, RoundAmended, RoundCreated, SharesTerms
from pbvote.domain.plan import RoundPlan
from pbvote.domain.pot import Electorate, Pot
from pbvote.domain.voter_group import GroupShares
from pbvote.formats.bundle import file_hash, json_file


def round_created(plan: RoundPlan, roles: tuple[str, ...]) -> RoundCreated:
    """The entry that approves a plan."""
    return RoundCreated(
        round=plan.id,
        opens_at=plan.schedule.opens_at,
        closes_at=plan.schedule.closes_at,
        latest_close=plan.schedule.latest_close,
        zone=plan.schedule.zone,
        change=plan.change_allowed,
        rules_text=file_hash(plan.rules_text.encode()),
        pots=tuple(_terms(pot) for pot in plan.pots),
        roles=roles,
    )


def round_amended(plan: RoundPlan, roles: tuple[str, ...]) -> RoundAmended:
    """The entry that approves a plan which was changed after it had been approved."""
    created = round_created(plan, roles)
    return RoundAmended(**{field.name: getattr(created, field.name) for field in fields(created)})


def projects_file(pot: Pot) -> bytes:
    """`pots/<pot>/projects.json`."""
    return json_file(
        [{"cost": each.cost, "id": each.id, "summary": each.summary, "title": each.title} for each in pot.projects]
    )


def frozen_round_file(plan: RoundPlan) -> bytes:
    """`rounds/<round>.json`: what residents compare by its hash."""
    return json_file(_document(plan, frozenset()))


def agreed_file(plan: RoundPlan) -> bytes:
    """The frozen round without its projects, which may change until the freeze: what an approval covers."""
    return json_file(_document(plan, frozenset({"conflicts", "projects"})))


def _document(plan: RoundPlan, without: frozenset[str]) -> Value:
    entry = entry_document(round_created(plan, ()), plan.schedule.opens_at)
    document = {key: value for key, value in entry.items() if key not in {"at", "kind", "roles"}}
    terms = cast("list[dict[str, Value]]", document["pots"])
    pots: list[dict[str, Value]] = [
        {
            **term,
            "title": pot.title,
            "conflicts": [list(conflict) for conflict in pot.conflicts],
            "projects": file_hash(projects_file(pot)),
            "electorate": _electorate(pot.electorate),
            **({"voter_groups": _voter_groups(pot.shares)} if pot.shares else {}),
        }
        for term, pot in zip(terms, plan.pots, strict=True)
    ]
    kept: list[Value] = [{key: value for key, value in pot.items() if key not in without} for pot in pots]
    return {**cast("dict[str, Value]", document), "title": plan.title, "pots": kept}


def _terms(pot: Pot) -> PotTerms:
    return PotTerms(
        id=pot.id,
        budget=pot.budget,
        groups=pot.groups,
        rule=pot.rule,
        completion=pot.completion,
        share_step=pot.share_step,
        max_ranks=pot.max_ranks,
        minimum_supporters=pot.minimum_supporters,
        quorum=pot.quorum,
        tier=pot.tier.value,
        shares=_parts(pot.shares) if pot.shares else None,
    )


def _parts(shares: GroupShares) -> SharesTerms:
    parts = tuple(f"{group.part.numerator}/{group.part.denominator}" for group in shares.groups)
    return SharesTerms(shares.max_ratio, shares.min_group, parts)


def _voter_groups(shares: GroupShares) -> list[Value]:
    return [
        {
            "classes": sorted(group.classes),
            "from_age": group.from_age,
            "id": group.id,
            "title": group.title,
            "to_age": group.to_age,
        }
        for group in shares.groups
    ]


def _electorate(electorate: Electorate) -> Value:
    return {
        "classes": sorted(electorate.classes),
        "from_age": electorate.from_age,
        "on": electorate.on.isoformat() if electorate.on else None,
        "to_age": electorate.to_age,
        "wards": sorted(electorate.wards),
    }
