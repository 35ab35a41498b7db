"""What each kind of entry in the public log says, in plain words (docs/log-format.md §7 has the exact ones)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pbvote.web import log_words_phases
from pbvote.web.language import _, ngettext
from pbvote.web.presenters import moment, money, number, word
from pbvote.web.reasons import reason_words

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """The titles of rounds, and of pots by (round, pot), and the officers by role."""

    rounds: Mapping[str, str]
    pots: Mapping[tuple[str, str], str]
    officers: Mapping[str, str] = field(default_factory=dict)

    def round(self, entry: Entry) -> str:
        """The title of the entry's round, or its id."""
        return self.rounds.get(entry["round"], entry["round"])

    def pot(self, entry: Entry) -> str:
        """The title of the entry's pot, or its id."""
        return self.pots.get((entry["round"], entry["pot"]), entry["pot"])

    def role(self, role: str) -> str:
        """The name of an officer with the role beside it; of other staff the role alone: their names are not public."""
        kind, _hyphen, number = role.rpartition("-")
        if kind in {"clerk", "helper"}:
            return (_("clerk %(number)s") if kind == "clerk" else _("helper %(number)s")) % {"number": number}
        if kind != "officer":
            return role
        named = {"name": self.officers.get(role), "number": number}
        return (_("%(name)s (officer %(number)s)") if named["name"] else _("officer %(number)s")) % named


def what_words(entry: Entry, names: Names) -> str:
    """What happened. A kind that is not known yet is named, never hidden."""
    words = _WORDS.get(entry["kind"])
    return words(entry, names) if words else _("Something of the kind “%(kind)s” was done.") % {"kind": entry["kind"]}


def who_words(entry: Entry, names: Names) -> str:
    """Who did it: the log says the role, the trust says who holds it."""
    roles = entry.get("roles") or ([entry["role"]] if "role" in entry else ["system"])
    if roles == ["system"]:
        return _("Done by the system.")
    if roles == ["console"]:
        return _("Done at the server.")
    if len(roles) == 1:
        return _("Done by %(role)s.") % {"role": names.role(roles[0])}
    both = {"first": names.role(roles[0]), "second": names.role(roles[1])}
    return _("Prepared by %(first)s, confirmed by %(second)s.") % both


def _at(text: str) -> str:
    return moment(datetime.fromisoformat(text))


def _staffed(entry: Entry, names: Names) -> str:
    role = names.role(entry["role"])
    words = {
        "appointed": _("%(role)s was appointed."),
        "renewed": _("The sign-in of %(role)s was set up anew: the old password and app stopped."),
        "ended": _("The role of %(role)s ended."),
    }[entry["act"]]
    return words % {"role": role[0].upper() + role[1:] if words.startswith("%") else role}


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def _cancelled(entry: Entry, names: Names) -> str:
    words = _("“%(round)s” was cancelled. No vote in it is counted, and there is no result. Why: %(why)s.")
    return words % {"round": names.round(entry), "why": _lowered(reason_words(entry["reason"]))}


def _started(entry: Entry, _names: Names) -> str:
    if entry["clock"] == "shifted":
        return _("The log was started. It is a rehearsal: its clock is set, and nothing here is real.")
    return _("The log was started.")


def _created(entry: Entry, names: Names) -> str:
    pots = len(entry["pots"])
    words = ngettext("“%(round)s” was set up, with one pot.", "“%(round)s” was set up, with %(pots)s pots.", pots)
    return words % {"round": names.round(entry), "pots": word(pots)}


def _frozen(entry: Entry, names: Names) -> str:
    count = len(entry["projects"])
    words = ngettext(
        "%(pot)s: one project and the rules were fixed.", "%(pot)s: %(num)s projects and the rules were fixed.", count
    )
    return words % {"pot": names.pot(entry), "num": word(count)} + " " + _("Nothing about them can change now.")


def _sealed(entry: Entry, names: Names) -> str:
    said = ", ".join(
        f"{names.pots.get((entry['round'], pot['id']), pot['id'])}: {number(pot['entitled'])}" for pot in entry["pots"]
    )
    return _("The list of voters was sealed. People who may vote: %(said)s.") % {"said": said}


def _moves(entry: Entry, names: Names) -> str:
    said = "; ".join(
        _("%(pot)s: %(added)s added, %(removed)s taken off")
        % {
            "pot": names.pots.get((entry["round"], pot["id"]), pot["id"]),
            "added": number(pot["added"]),
            "removed": number(pot["removed"]),
        }
        for pot in entry["pots"]
    )
    parts = (_("The list of voters was changed."), _reason_of_moves(entry["reason"]), f"{said}.")
    return " ".join(part for part in parts if part)


def _reason_of_moves(code: str) -> str:
    words = {
        "moved-in": _("Why: people moved in."),
        "moved-away": _("Why: people moved away."),
        "died": _("Why: somebody died."),
        "duplicate": _("Why: somebody stood on it twice."),
        "mistake": _("Why: to mend a mistake."),
        "several": _("Why: several reasons."),
    }
    return words.get(code, "")


def _extended(entry: Entry, _names: Names) -> str:
    return _("Voting was made longer. It now closes at %(when)s.") % {"when": _at(entry["closes_at"])}


def _suspended(entry: Entry, _names: Names) -> str:
    return _("Voting was paused, until %(when)s at the latest. All votes are safe.") % {"when": _at(entry["until"])}


def _batched(entry: Entry, names: Names) -> str:
    added, replaced, back, off = (len(entry[each]) for each in ("added", "superseded", "withdrawn", "annulled"))
    parts = [ngettext("one new check code was added", "%(num)s new check codes were added", added)] if added else []
    said = [part % {"num": number(added)} for part in parts]
    said += (
        [
            ngettext("one older one was replaced", "%(num)s older ones were replaced", replaced)
            % {"num": number(replaced)}
        ]
        if replaced
        else []
    )
    said += (
        [ngettext("one vote was taken back", "%(num)s votes were taken back", back) % {"num": number(back)}]
        if back
        else []
    )
    said += (
        [ngettext("one vote was cancelled", "%(num)s votes were cancelled", off) % {"num": number(off)}] if off else []
    )
    return f"{names.pot(entry)}: {', '.join(said)}."


def _closed(entry: Entry, names: Names) -> str:
    said = ", ".join(
        f"{names.pots.get((entry['round'], pot['id']), pot['id'])}: {number(pot['marked'])}" for pot in entry["pots"]
    )
    when = _at(entry["effective_at"])
    return _("Voting closed at %(when)s. People who voted: %(said)s. All the numbers agree.") % {
        "when": when,
        "said": said,
    }


def _counted(entry: Entry, names: Names) -> str:
    won = len(entry["funded"])
    if not won:
        return _("%(pot)s: the count was finished. No project is funded.") % {"pot": names.pot(entry)}
    words = ngettext(
        "%(pot)s: the count was finished. One project is funded, for %(spent)s.",
        "%(pot)s: the count was finished. %(won)s projects are funded, for %(spent)s.",
        won,
    )
    return words % {"pot": names.pot(entry), "won": word(won).capitalize(), "spent": money(entry["spent"])}


def _printed(entry: Entry, _names: Names) -> str:
    words = ngettext(
        "One letter with a voting code was made.", "%(num)s letters with voting codes were made.", entry["number"]
    )
    return words % {"num": number(entry["number"])}


def _withdrawn(entry: Entry, names: Names) -> str:
    said = {"pot": names.pot(entry), "project": entry["project"]}
    return _("%(pot)s: the project “%(project)s” was taken out. It cannot win.") % said


def _incident(entry: Entry, _names: Names) -> str:
    words = {
        "history-changed": _("A stored line was not as it was signed. Nothing is signed until that is cleared up."),
        "balance-failed": _("Some numbers did not agree when voting closed. The round waits until that is repaired."),
        "clock-jumped": _("The clock of the server jumped."),
        "check-failed": _("The server’s own check of the count failed. Nothing is published until that is cleared up."),
        "balance-repaired": _("Two officers let the close be tried again, after a repair."),
        "console-invite": _("Whoever runs the server made a link for a new officer. It works after 24 hours."),
        "console-reset": _("Whoever runs the server is renewing a sign-in. It works after 24 hours."),
        "key-unreadable": _("A key could not be read, so no votes were taken for a while."),
    }
    known = words.get(entry["class"])
    return known or _("Something went wrong: “%(class)s”.") % {"class": entry["class"]}


def _plain(text: Callable[[], str]) -> Callable[[Entry, Names], str]:
    return lambda _entry, _names: text()


def _titled(words: Callable[[Entry, str], str]) -> Callable[[Entry, Names], str]:
    return lambda entry, names: words(entry, names.round(entry))


_WORDS: Mapping[str, Callable[[Entry, Names], str]] = {
    "log.started": _started,
    "software.installed": _plain(lambda: _("A new release of the program took over.")),
    "officer.acted": _staffed,
    "round.created": _created,
    "round.amended": lambda entry, names: (
        _("“%(round)s” was changed before the rules were fixed.") % {"round": names.round(entry)}
    ),
    "projects.frozen": _frozen,
    "project.withdrawn": _withdrawn,
    "codes.printed": _printed,
    "roll.sealed": _sealed,
    "roll.changed": _moves,
    "round.opened": lambda entry, names: _("“%(round)s”: voting opened.") % {"round": names.round(entry)},
    "round.suspended": _suspended,
    "round.resumed": _plain(lambda: _("Voting goes on.")),
    "round.extended": _extended,
    "ballots.batched": _batched,
    "round.closed": _closed,
    "round.cancelled": _cancelled,
    "draw.made": _plain(lambda: _("The public draw was made. It settles ties, and it was made before the count.")),
    "count.completed": _counted,
    "result.published": lambda entry, names: (
        _("“%(round)s”: the result was published.") % {"round": names.round(entry)}
    ),
    "incident.recorded": _incident,
    **{kind: _titled(words) for kind, words in log_words_phases.WORDS.items()},
}
