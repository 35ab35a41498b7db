"""Who may act: an officer acts only once appointed, and nobody appoints themselves (docs/log-format.md, section 7)."""

from .errors import MalformedError
from .shapes import Record

CONSOLE = ["console"]


class Officers:
    """The roles appointed so far, and whether the console may still appoint."""

    def __init__(self) -> None:
        self._appointed: set[str] = set()
        self._console_done = False

    def follow(self, entry: Record) -> None:
        """Take the next entry; MalformedError says which officer in it may not act or be appointed."""
        if entry["kind"] == "officer.acted":
            self._appoint(entry)
            return
        if entry["kind"] == "round.created" or self._appointed:
            self._console_done = True
        acting = [*entry.get("roles", ()), entry.get("role", "")]
        self._check_known([each for each in acting if each.startswith("officer-")])

    def _appoint(self, entry: Record) -> None:
        role, roles, late = entry["role"], entry["roles"], self._console_done
        again = role in self._appointed
        try:
            if again:
                raise MalformedError(role + " was appointed before")
            if roles == CONSOLE and late:
                raise MalformedError("the console appoints only the first officers, one directly after the other")
            if role in roles:
                raise MalformedError(role + " acts in the appointment of " + role)
            if roles != CONSOLE:
                self._console_done = True
                self._check_known(roles)
        finally:  # one wrong appointment is one failure, not one for each act after it
            self._appointed.add(role)

    def _check_known(self, roles: list[str]) -> None:
        unknown = [each for each in roles if each not in self._appointed]
        if unknown:
            raise MalformedError(", ".join(unknown) + " acts here but was never appointed before")
