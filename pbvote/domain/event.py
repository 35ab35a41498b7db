"""An entry of the log before it has its place: the base of all kinds, and how one becomes a plain object.

Field names are the keys of docs/log-format.md §7. Moments become times, tuples become lists, nested dataclasses
become objects; `class_` and `from_` stand for the keys `class` and `from`, which Python keeps for itself.
"""

from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import ClassVar, TypeAlias

from pbvote.domain.times import format_time

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"
"""What canonical bytes are made from."""

SYSTEM = ("system",)
"""The roles of an act that the schedule or a program does."""


OPTIONAL = {"optional": True}
"""The metadata of a field whose key an entry has only when it is given: None leaves it out."""


@dataclass(frozen=True, slots=True)
class Event:
    """An entry before it has its place and time in the log."""

    kind: ClassVar[str]
    signed: ClassVar[bool] = False
    """Whether a checkpoint is signed directly after this entry."""


def entry_document(event: Event, at: datetime) -> dict[str, Plain]:
    """The plain object of an entry at a moment: its line is the canonical bytes of this."""
    return {"kind": event.kind, "v": 1, "at": format_time(at), **_object(event)}


def _object(thing: object) -> dict[str, Plain]:
    values = ((each, getattr(thing, each.name)) for each in fields(thing))  # type: ignore[arg-type] # callers pass dataclasses
    return {
        each.name.rstrip("_"): _plain(value) for each, value in values if value is not None or each.metadata != OPTIONAL
    }


def _plain(value: object) -> Plain:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, datetime):
        return format_time(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return _object(value)
    raise TypeError(f"the log cannot hold a {type(value).__name__}")
