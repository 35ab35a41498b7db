"""What the questions of the set-up are called, and what each is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from pbvote.web.language import _


@dataclass(frozen=True, slots=True)
class TaskWords:
    """A task in the list: its title, one line below it, and the name of its page's route."""

    title: str
    about: str
    route: str


def round_words() -> Mapping[str, TaskWords]:
    """The tasks about the round as a whole, by name."""
    return {
        "words": TaskWords(_("Name of the round"), _("What residents call it."), "set_up_words"),
        "dates": TaskWords(_("Dates"), _("When voting opens and closes."), "set_up_dates"),
        "phases": TaskWords(
            _("Ideas of members"), _("Officers list the projects, unless members put ideas."), "set_up_phases"
        ),
        "changing": TaskWords(_("Changing a vote"), _("May people change their vote?"), "set_up_changing"),
        "rules": TaskWords(_("The rules in plain words"), _("We write them. You check them."), "set_up_rules"),
    }


def pot_words() -> Mapping[str, TaskWords]:
    """The tasks about a pot, by name."""
    return {
        "money": TaskWords(_("Name and money"), _("How much there is to share."), "set_up_money"),
        "who": TaskWords(_("Who may vote"), _("Ages, places, kinds of members."), "set_up_who"),
        "count": TaskWords(_("How votes are counted"), _("The rule, and how many to choose."), "set_up_count"),
        "parts": TaskWords(
            _("Voting money"), _("Everybody has the same, unless you give groups parts."), "set_up_parts"
        ),
        "openness": TaskWords(_("What the result shows"), _("How much everybody can see."), "set_up_openness"),
        "projects": TaskWords(_("Projects"), _("What people can vote for."), "set_up_projects"),
    }
