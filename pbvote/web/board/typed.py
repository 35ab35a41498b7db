"""What stands in a form before anybody types: the stored answers, as people write them."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pbvote.domain.money import format_amount
from pbvote.storage.tables import PotRow, ProjectRow, RoundRow


def typed_dates(row: RoundRow) -> dict[str, str]:
    """The dates of a draft by the clocks of its own place."""
    zone = ZoneInfo(row.zone)
    opens, closes, latest = (each.astimezone(zone) for each in (row.opens_at, row.agreed_close, row.latest_close))
    return {
        "zone": row.zone,
        **typed_day("opens", opens.date()),
        "opens-clock": typed_clock(opens),
        **typed_day("closes", closes.date()),
        "closes-clock": typed_clock(closes),
        **typed_day("latest", latest.date()),
    }


def typed_pot(row: PotRow, opens_at: datetime) -> Mapping[str, str]:
    """The answers about a pot; the day on which ages count is at first the day on which voting opens."""
    return {
        "title": row.title,
        "budget": format_amount(row.budget),
        "from-age": _number(row.from_age),
        "to-age": _number(row.to_age),
        **typed_day("on", row.ages_on or opens_at.date()),
        "wards": "\n".join(row.wards),
        "classes": "\n".join(row.classes),
        "rule": row.rule,
        "completion": row.completion,
        "max-ranks": str(row.max_ranks),
        "minimum": _number(row.minimum_supporters or None),
        "quorum": _number(row.quorum or None),
        "step": format_amount(row.share_step) if row.share_step else "",
        "tier": row.tier if "openness" in row.answered else "",
    }


def typed_project(row: ProjectRow) -> Mapping[str, str]:
    """The words and the cost of a project."""
    return {
        "title": row.title,
        "summary": row.summary,
        "cost": format_amount(row.cost),
        "body": row.body,
        "theme": row.theme,
        "ward": row.ward,
        "proposer": row.proposer,
        "alt": row.picture_alt,
    }


def typed_day(name: str, day: date) -> dict[str, str]:
    """A day in the three fields of a form."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def typed_clock(local: datetime) -> str:
    """A time of day as people write it, such as 9am."""
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'pm' if local.hour >= 12 else 'am'}"  # noqa: PLR2004 - midday


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
