"""Who may act: somebody acts only once appointed and until their role ends (docs/log-format.md, section 7)."""

from datetime import datetime, timedelta

from .errors import MalformedError
from .shapes import Record

CONSOLE = ["console"]
CONSOLE_DELAY = timedelta(hours=24)
LONGEST_WAIT = timedelta(days=8)
"""A link of the console works for seven days after its delay; no announcement is kept in store for later."""
ANNOUNCED_BY = {"appointed": "console-invite", "renewed": "console-reset"}
"""The class of the incident that must stand a day before the console does such an act."""


class Officers:
    """The roles appointed and ended so far, and what the console has announced and not done yet."""

    def __init__(self) -> None:
        self._appointed: set[str] = set()
        self._ended: set[str] = set()
        self._first_done = False
        self._announced: dict[str, list[str]] = {kind: [] for kind in ANNOUNCED_BY.values()}  # times, oldest first

    def follow(self, entry: Record) -> None:
        """Take the next entry; MalformedError says who in it may not act, be appointed, renewed or ended."""
        if entry["kind"] == "officer.acted":
            self._act(entry)
            return
        if entry["kind"] == "round.created" or self._appointed:
            self._first_done = True
        if entry["kind"] == "incident.recorded" and entry["class"] in self._announced:
            self._announced[entry["class"]].append(entry["at"])
        acting = [*entry.get("roles", ()), entry.get("role", "")]
        self._check_in_office([each for each in acting if each not in {"", "system", "console"}])

    def _act(self, entry: Record) -> None:
        act, role = entry["act"], entry["role"]
        again, over = role in self._appointed, role in self._ended
        try:
            if act == "appointed" and again:
                raise MalformedError(role + " was appointed before")
            if act != "appointed" and not again:
                raise MalformedError(role + " is " + act + " but was never appointed before")
            if act != "appointed" and over:
                raise MalformedError(role + " is " + act + " but has ended before")
            self._check_actors(entry)
        finally:  # one wrong appointment is one failure, not one for each act after it
            self._appointed.add(role)
            if act == "ended":
                self._ended.add(role)

    def _check_actors(self, entry: Record) -> None:
        role, roles = entry["role"], entry["roles"]
        if roles == CONSOLE:
            self._check_console(entry)
            return
        self._first_done = True
        if role in roles:
            raise MalformedError(role + " acts in what is done about " + role)
        self._check_in_office(roles)

    def _check_console(self, entry: Record) -> None:
        act, role = entry["act"], entry["role"]
        if act == "ended":
            raise MalformedError("the console ends no role")
        if act == "appointed" and not role.startswith("officer-"):
            raise MalformedError("the console appoints officers only, not " + role)
        if act == "appointed" and not self._first_done:
            return
        waiting, now = self._announced[ANNOUNCED_BY[act]], _moment(entry["at"])
        waiting[:] = [each for each in waiting if now - _moment(each) <= LONGEST_WAIT]
        if not waiting or now - _moment(waiting[0]) < CONSOLE_DELAY:
            what = "no incident of class " + ANNOUNCED_BY[act] + " stands 24 hours to 8 days before it for this alone"
            raise MalformedError("the console acts after the first officers were appointed, and " + what)
        waiting.pop(0)

    def _check_in_office(self, roles: list[str]) -> None:
        unknown = [each for each in roles if each not in self._appointed]
        if unknown:
            raise MalformedError(", ".join(unknown) + " acts here but was never appointed before")
        over = [each for each in roles if each in self._ended]
        if over:
            raise MalformedError(", ".join(over) + " acts here but the role has ended")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text[:-1])
