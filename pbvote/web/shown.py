"""The words in which a page shows a member. Every page that says who wrote something uses these and nothing else."""

from pbvote.domain.shown_as import Standing, shown_kind
from pbvote.web.language import _


def shown_words(standing: Standing | None) -> str:
    """Such as “A young member, 14 to 16”, “Otter”, “Ann Lee”; None is a member who has left and was forgotten."""
    if standing is None:
        return _("A member who has left")
    kind, detail = shown_kind(standing)
    if kind == "young":
        return _("A young member, %(ages)s") % {"ages": detail} if detail else _("A young member")
    return detail or _("A member")
