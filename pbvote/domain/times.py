"""Times as the log writes them: UTC, whole seconds, `2027-03-15T17:00:00Z`."""

import re
from datetime import UTC, datetime

_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}Z")


def format_time(moment: datetime) -> str:
    """The log's form of an aware moment; the part below a second is cut."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_time(text: str) -> datetime:
    """An aware moment from the log's form; ValueError for anything else."""
    if not _FORM.fullmatch(text):  # fromisoformat reads a dozen other forms, and strptime takes ten times as long
        raise ValueError(f"{text} is no moment as the log writes it")
    return datetime.fromisoformat(text)
