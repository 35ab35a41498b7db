"""What each protected act is called on pages, what it does, and what two people should look at before they agree."""

from collections.abc import Mapping
from dataclasses import dataclass

from pbvote.web.language import _


@dataclass(frozen=True, slots=True)
class ActWords:
    """The words of an act: its title, what it will do, its button, and what to look at first.

    `done` stands above what is shown once, such as a link; `link` names the route whose `token` that is.
    """

    title: str
    what: str
    button: str
    look: tuple[str, ...] = ()
    done: str = ""
    link: str = ""


def act_words(act: str, arguments: Mapping[str, str] | None = None) -> ActWords:
    """The words of an act; one that has none yet is shown by its name. One new code is not called letters for all."""
    if act == "print codes" and "member" in (arguments or {}):
        return _one_code()
    plain = ActWords(act, _("Two people must agree to this."), _("Confirm: %(act)s") % {"act": act})
    return {**_setting_up(), **_roll(), **_running(), **_closing(), **_people()}.get(act, plain)


def _one_code() -> ActWords:
    return ActWords(
        _("A new code for one person"),
        _("A new code is made and shown once, to the person who confirms. The old code of this person stops."),
        _("Make the new code"),
        (_("Have the printer ready. The code cannot be shown again."),),
    )


def _setting_up() -> Mapping[str, ActWords]:
    return {
        "put the list on the ballot": ActWords(
            _("Put the list on the ballot"),
            _("The chosen ideas become projects. Every author is told what became of their idea, and why."),
            _("Put the list on the ballot"),
            (
                _("Read each outcome and its reason. From now on everybody can read them."),
                _("Look at the title and the cost of each idea that goes on the ballot."),
            ),
        ),
        "approve the phases": ActWords(
            _("Approve when members put ideas"),
            _("The round becomes public: its dates, its pots and its money. Its voting rules can still change."),
            _("Approve the dates"),
            (
                _("Look at each date. The round moves on by itself."),
                _("Look at the money in each pot and who may vote. Members come onto the list by these ages."),
            ),
        ),
        "approve the schedule": ActWords(
            _("Approve the round"),
            _("The public log will say what people vote on, and when. Voting then opens and closes by itself."),
            _("Approve the round"),
            (
                _("Read the preview. It shows what residents will see."),
                _("Look at the dates, the money in each pot and who may vote."),
            ),
        ),
        "freeze": ActWords(
            _("Fix the rules, projects and costs"),
            _("Nothing about them can change after this. Residents can compare them by a fingerprint."),
            _("Fix them now"),
            (
                _("Read each title and each cost once more."),
                _("A project can still be taken out later, by two officers. Nothing can be added."),
            ),
        ),
    }


def _roll() -> Mapping[str, ActWords]:
    return {
        "seal the roll": ActWords(
            _("Seal the list of voters"),
            _("The number of people who may vote goes into the public log, without names."),
            _("Seal the list"),
            (_("Later changes are possible. Two officers must agree to each list of them."),),
        ),
        "change the roll": ActWords(
            _("Change the list of voters"),
            _("The people on this list are added or removed. The public log says how many, without names."),
            _("Make these changes"),
            (_("If somebody who is removed has voted, that vote is cancelled."),),
        ),
        "print codes": ActWords(
            _("Make letters with voting codes"),
            _("New codes are made and shown once, to the person who confirms. Older codes of these people stop."),
            _("Make the letters"),
            (
                _("Have the printer ready. The letters cannot be shown again."),
                _("Whoever holds letters and birthdays can vote for others. Keep the letters locked up."),
            ),
        ),
    }


def _running() -> Mapping[str, ActWords]:
    return {
        "withdraw a project": ActWords(
            _("Take a project out"),
            _("Nobody can choose this project any more, and it cannot win. Votes stay as they were cast."),
            _("Take it out"),
            (_("Votes for it move on to the next choice of each voter."), _("This cannot be undone.")),
        ),
        "resume": ActWords(
            _("Let voting go on"),
            _("Voting is paused now. It goes on as soon as this is confirmed."),
            _("Let voting go on"),
        ),
        "extend": ActWords(
            _("Close voting later"),
            _("Voting closes at the new time, by itself. Residents see it at once."),
            _("Set the new time"),
            (_("A later close cannot be moved back."),),
        ),
        "cancel": ActWords(
            _("Cancel the round"),
            _("Voting stops for good. No vote is counted, and there is no result."),
            _("Cancel the round for good"),
            (_("This cannot be undone."), _("To stop voting for a while, pause it instead.")),
        ),
    }


def _closing() -> Mapping[str, ActWords]:
    return {
        "draw": ActWords(
            _("Enter the public draw"),
            _("These numbers settle ties. They must be drawn in public, before the count."),
            _("Confirm the draw"),
            (_("Check that the numbers are those that were drawn."),),
        ),
        "count": ActWords(
            _("Count the votes"),
            _("The server counts each pot. Nobody outside sees the result before it is published."),
            _("Count now"),
        ),
        "publish": ActWords(
            _("Publish the result"),
            _("Everybody sees the result and can download the files to check it."),
            _("Publish now"),
            (_("The check must have passed, and the auditors must have their files."),),
        ),
        "close again": ActWords(
            _("Try the close again"),
            _("The numbers did not agree before. They are worked out once more from the start."),
            _("Try again"),
            (_("Do this only after the fault was found and repaired."),),
        ),
        "hand out the bundle": ActWords(
            _("Give an auditor their files"),
            _("A link is made for one auditor. It works for 14 days, and each use is noted."),
            _("Make the link"),
            (_("With these files and a check code, an auditor could read one vote."),),
            _("Send this link to the auditor. It is shown only now."),
            "auditor",
        ),
    }


def _people() -> Mapping[str, ActWords]:
    return {
        "appoint": ActWords(
            _("Appoint somebody"),
            _("This person gets a link to set up their sign-in."),
            _("Appoint them"),
            (_("Two officers have met this person and know who they are."),),
            _("Give this link to the person, and to nobody else. It is shown only now."),
            "board_join",
        ),
        "end a role": ActWords(
            _("End somebody’s role"),
            _("They are signed out at once. What they prepared can no longer be confirmed."),
            _("End the role"),
            (_("A role that has ended does not come back. The person can be appointed anew."),),
        ),
        "renew a sign-in": ActWords(
            _("Renew somebody’s sign-in"),
            _("They get a link to set a new password and a new app. The old ones stop."),
            _("Renew the sign-in"),
            (_("Talk to the person first, face to face or by a number that you know."),),
            _("Give this link to the person, and to nobody else. It is shown only now."),
            "board_join",
        ),
    }
