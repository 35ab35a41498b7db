"""Times as the log writes them: UTC, whole seconds, `2027-03-15T17:00:00Z`."""

from datetime import UTC, datetime


def format_time(moment: datetime) -> str:
    """The log's form of an aware moment; the part below a second is cut."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_time(text: str) -> datetime:
    """An aware moment from the log's form; ValueError for anything else."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
