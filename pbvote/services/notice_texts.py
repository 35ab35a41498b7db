"""The words of every notice to a member, in one place: what happened, why, what they can do and by when, and where.

A sentence that names a detail (`%(reason)s`) is left out where the act gave none. Subjects name nothing, for locked
screens. `_` marks for the catalogues.
"""

from pbvote.services.notice_kind import NoticeText


def _(text: str) -> str:
    """Mark a text for the catalogues: it is translated where it is shown."""
    return text


_IDEA, _MINE = "/rounds/%(round)s/ideas/%(number)s", "/my"
_SHOW_IT = _("Everyone can read it now.")
_SAY_NO = _("If you think this is wrong, you can ask for a second look. Another person will then decide.")

NOTICES = {
    "co-author-invited": NoticeText(
        "ideas",
        _("You are asked to write an idea together"),
        (
            _("Somebody asks you to write the idea “%(title)s” with them."),
            _("Open your page to say yes or no. If you do nothing, you do not join."),
        ),
        _MINE,
    ),
    "co-author-joined": NoticeText(
        "ideas",
        _("Somebody joined your idea"),
        (
            _("Somebody you asked now writes “%(title)s” with you."),
            _("They can change it too. You both see each version."),
        ),
        _MINE,
    ),
    "idea-typed": NoticeText(
        "ideas",
        _("Your paper form was typed in"),
        (
            _("A helper typed in your idea “%(title)s” from your paper form."),
            _("Please read it. If something is not as you wrote it, tell a helper, or change it on your page."),
        ),
        _MINE,
    ),
    "idea-shown": NoticeText(
        "ideas",
        _("Your idea can now be read by everyone"),
        (
            _("We read your idea “%(title)s”."),
            _SHOW_IT,
            _("Members can now support it and comment on it. Tell people about it."),
        ),
        _IDEA,
    ),
    "idea-hidden": NoticeText(
        "ideas",
        _("Your idea is hidden for now"),
        (
            _("We hid your idea “%(title)s”. Only you and our staff can read it."),
            _("The reason: %(reason)s"),
            _("You can change it and send it again."),
            _SAY_NO,
        ),
        _MINE,
    ),
    "idea-withdrawn": NoticeText(
        "ideas",
        _("An idea of yours was withdrawn"),
        (
            _("The person who began “%(title)s” has withdrawn it."),
            _("Its page stays, with the reason. You can put the idea forward yourself while ideas are open."),
        ),
        _IDEA,
    ),
    "comment-shown": NoticeText(
        "talk",
        _("Your comment can now be read by everyone"),
        (_("We read your comment on “%(title)s”."), _SHOW_IT, _("You do not need to do anything.")),
        _IDEA,
    ),
    "comment-hidden": NoticeText(
        "talk",
        _("Your comment is hidden"),
        (_("We hid your comment on “%(title)s”."), _("The reason: %(reason)s"), _SAY_NO),
        _IDEA,
    ),
    "objection-answered": NoticeText(
        "talk",
        _("We took a second look, as you asked"),
        (
            _("You did not agree with a decision of ours. Another person has now looked at it."),
            _("It was about “%(title)s”."),
            _("Their answer: %(reason)s"),
            _("Their decision is final. You can still write to the trust."),
        ),
        _MINE,
    ),
    "new-reply": NoticeText(
        "talk",
        _("Somebody replied to you"),
        (_("There is a reply to your comment on “%(title)s”."), _("You can read it and answer. You do not have to.")),
        _IDEA,
    ),
    "question-to-author": NoticeText(
        "talk",
        _("Somebody asks about your idea"),
        (
            _("There is a question for you about “%(title)s”."),
            _("You can answer it on the page of your idea. A good answer helps people to decide."),
        ),
        _IDEA,
    ),
    "question-shown": NoticeText(
        "questions",
        _("Your question can now be read by everyone"),
        (_("We read your question “%(title)s”."), _SHOW_IT, _("Members can now support it.")),
        "/rounds/%(round)s/questions",
    ),
    "question-hidden": NoticeText(
        "questions",
        _("Your question is hidden"),
        (_("We hid your question “%(title)s”."), _("The reason: %(reason)s"), _SAY_NO),
        "/rounds/%(round)s/questions",
    ),
    "question-chosen": NoticeText(
        "questions",
        _("Your question was chosen"),
        (
            _("The officers chose your question “%(title)s” for this round."),
            _("The reason: %(reason)s"),
            _("Members now look for ideas that answer it. You can put one forward too."),
        ),
        "/rounds/%(round)s/questions",
    ),
    "question-not-chosen": NoticeText(
        "questions",
        _("Your question was not chosen this time"),
        (
            _("The officers did not choose your question “%(title)s” for this round."),
            _("The reason: %(reason)s"),
            _("You can still put forward an idea of your own."),
        ),
        "/rounds/%(round)s/questions",
    ),
    "idea-supported-enough": NoticeText(
        "ideas",
        _("Your idea will be reviewed"),
        (
            _("Enough members support your idea “%(title)s”. It will be reviewed."),
            _("You can still change it until the review begins."),
        ),
        _IDEA,
    ),
    "review-ready": NoticeText(
        "reviews",
        _("You can read the review of your idea"),
        (
            _("Your idea “%(title)s” has been reviewed. You read the review before anyone else."),
            _("You can answer it, or change your idea. The last day for this is %(until)s."),
            _("After that the review is shown to everyone, together with your answer."),
        ),
        _MINE,
    ),
    "answer-soon": NoticeText(
        "reviews",
        _("There is still time to answer your review"),
        (
            _("The review of your idea “%(title)s” waits for your answer."),
            _("The last day for this is %(until)s. You do not have to answer."),
        ),
        _MINE,
    ),
    "panel-review-back": NoticeText(
        "reviews",
        _("A review of your panel needs another look"),
        (
            _("We read your panel’s review of “%(title)s” before everyone can. It cannot be shown like this."),
            _("The reason: %(reason)s"),
            _("Please change it and vote once more."),
        ),
        _MINE,
    ),
    "answer-hidden": NoticeText(
        "reviews",
        _("Your answer to the review is not shown"),
        (
            _("We read your answer about “%(title)s” and do not show it."),
            _("The reason: %(reason)s"),
            _("You can write another one until the last day. The review itself stays as it is."),
        ),
        _MINE,
    ),
    "reviews-published": NoticeText(
        "reviews",
        _("All reviews can now be read by everyone"),
        (
            _("The review of your idea “%(title)s” is now on its page, with your answer if you gave one."),
            _("The officers now put the list for the vote together. We will tell you what they decide, and why."),
        ),
        _IDEA,
    ),
    "panel-asked": NoticeText(
        "reviews",
        _("Your panel is asked to look at ideas"),
        (
            _("You are on the young people’s panel of this round. There are ideas to look at."),
            _("Open the panel’s page to read them and to have your say. You can do it when you like."),
        ),
        "/my/panel/%(round)s",
    ),
    "merge-asked": NoticeText(
        "ideas",
        _("Could your idea become one with another?"),
        (
            _("We ask the authors of some ideas to make one idea of them. One of these ideas is “%(title)s”."),
            _("The reason: %(reason)s"),
            _("Say yes or no on your page. Nothing changes unless every author says yes."),
        ),
        "/my/merges",
    ),
    "merge-done": NoticeText(
        "ideas",
        _("Your idea is now one with another"),
        (
            _("Every author said yes, so “%(title)s” is now one with another idea."),
            _("Its page stays, with all comments and its whole story."),
        ),
        _IDEA,
    ),
    "merge-refused": NoticeText(
        "ideas",
        _("Your idea stays as it is"),
        (
            _("The ideas do not become one, because not every author wanted it."),
            _("“%(title)s” goes on alone. You do not need to do anything."),
        ),
        _IDEA,
    ),
    "outcome": NoticeText(
        "ideas",
        _("What became of your idea"),
        (
            _("The officers have decided about your idea “%(title)s”."),
            "%(decided)s",
            _("The reason: %(reason)s"),
            _("The page of your idea says what comes next."),
        ),
        _IDEA,
    ),
    "frozen": NoticeText(
        "ideas",
        _("Your idea is on the ballot"),
        (
            _("“%(title)s” is now on the list that people vote on. Nothing about it can change any more."),
            _("You can tell people about it. The dates of the vote are on the page of the round."),
        ),
        _IDEA,
    ),
    "funded": NoticeText(
        "ideas",
        _("Your idea won money"),
        (
            _("The votes are counted, and “%(title)s” gets its money."),
            _("Why: %(reason)s"),
            _("The next step is to make it happen. The page of your idea will say how it goes on."),
        ),
        _IDEA,
    ),
    "not-funded": NoticeText(
        "ideas",
        _("Your idea did not win money this time"),
        (
            _("The votes are counted. “%(title)s” does not get money in this round."),
            _("Why: %(reason)s"),
            _("The results page shows each step of the count. You can put the idea forward again in another round."),
        ),
        _IDEA,
    ),
    "phase-ideas": NoticeText(
        "rounds",
        _("You can now put forward ideas"),
        (
            _("A round now asks its members for ideas: “%(round_title)s”."),
            _("You can put forward ideas, and support and comment on those of others, until %(until)s."),
        ),
        "/rounds/%(round)s/ideas",
    ),
    "phase-review": NoticeText(
        "rounds",
        _("The ideas are now being reviewed"),
        (
            _("The time for new ideas is over in “%(round_title)s”. Thank you for yours."),
            _("Ideas with enough support are now reviewed. You will read your review before anyone else."),
        ),
        "/rounds/%(round)s/ideas",
    ),
}
"""Every kind of notice; telling another kind raises."""
