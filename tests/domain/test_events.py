"""Entries have exactly the keys that docs/log-format.md §7 gives their kind."""

import inspect
import re
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest

from pbvote.domain import events, phase_events, result_events
from pbvote.domain.event import Event, entry_document

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "log-format.md").read_text()
EVENTS = [
    thing
    for module in (events, phase_events, result_events)
    for _, thing in inspect.getmembers(module, inspect.isclass)
    if issubclass(thing, Event) and thing is not Event
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
def test_a_kind_and_its_keys_stand_on_the_page(event: type[Event]) -> None:
    section = PAGE.split("## 7. Entries")[1].split("## 8.")[0]
    assert f"**`{event.kind}`**" in section
    for field in fields(event):
        assert f"`{field.name.rstrip('_')}`" in section, field.name


def test_the_kinds_of_the_page_are_all_there() -> None:
    section = PAGE.split("## 7. Entries")[1].split("## 8.")[0]
    named = set(re.findall(r"\*\*`([a-z]+\.[a-z]+)`\*\*", section))
    assert named - {"round.amended"} <= {event.kind for event in EVENTS} | {"round.amended"}
    assert {event.kind for event in EVENTS} <= named


def test_the_signed_kinds_are_those_of_the_page() -> None:
    """docs/log-format.md §8: opened, suspended … closed, cancelled, counted, published, and each batch."""
    assert {event.kind for event in EVENTS if event.signed} == {
        "round.opened", "round.suspended", "round.resumed", "round.extended", "round.closed",
        "round.cancelled", "ballots.batched", "count.completed", "result.published",
    }  # fmt: skip


def test_an_entry_is_plain() -> None:
    """Moments become times, tuples lists, nested values objects, and `class_` and `from_` lose their mark."""
    incident = events.IncidentRecorded(class_="balance-failed", count=1, from_=AT, to=None, role="system", round="r")
    assert entry_document(incident, AT) == {
        "at": "2027-03-01T09:00:00Z", "class": "balance-failed", "count": 1, "from": "2027-03-01T09:00:00Z",
        "kind": "incident.recorded", "role": "system", "round": "r", "to": None, "v": 1,
    }  # fmt: skip
    sealed = events.RollSealed(
        round="r", pots=(events.Entitled(3, "p"),), root="0" * 64, roles=("officer-1", "officer-2")
    )
    assert entry_document(sealed, AT)["pots"] == [{"entitled": 3, "id": "p"}]


@dataclass(frozen=True, slots=True)
class Strange(Event):
    kind: ClassVar[str] = "strange.thing"
    value: object


@pytest.mark.parametrize("value", [1.5, b"x", {"a": 1}, ["a"], {1}])
def test_what_the_log_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        entry_document(Strange(value), AT)
