"""How the parts of a pot's groups are stored: as JSON text, parts as "p/q"."""

import json
from fractions import Fraction
from typing import Any

from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from pbvote.domain.voter_group import GroupShares, VoterGroup


class Shares(TypeDecorator[GroupShares]):
    """The parts of a pot's groups, or NULL for a pot that has none."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: GroupShares | None, dialect: Dialect) -> str | None:  # noqa: ARG002, D102 - SQLAlchemy names it
        return None if value is None else json.dumps(_document(value), ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> GroupShares | None:  # noqa: ARG002, D102 - SQLAlchemy names it
        return None if value is None else _shares(json.loads(value))


def _document(shares: GroupShares) -> dict[str, Any]:
    groups = [
        {
            "id": group.id,
            "title": group.title,
            "part": str(group.part),
            "from_age": group.from_age,
            "to_age": group.to_age,
            "classes": group.classes,
        }
        for group in shares.groups
    ]
    return {"groups": groups, "min_group": shares.min_group, "max_ratio": shares.max_ratio}


def _shares(document: dict[str, Any]) -> GroupShares:
    groups = tuple(
        VoterGroup(
            each["id"],
            each["title"],
            Fraction(each["part"]),
            each["from_age"],
            each["to_age"],
            tuple(each["classes"]),
        )
        for each in document["groups"]
    )
    return GroupShares(groups, document["min_group"], document["max_ratio"])
