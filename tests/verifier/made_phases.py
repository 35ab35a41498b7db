"""The time before the freeze, put before the made round: phases, questions, ideas, reviews, outcomes."""

from .made_round import MadeRound
from .made_stages import ROLES2, make_round
from .made_votes import ROUND, Entry, sha

APPROVED: Entry = {
    "round": ROUND,
    "answer_days": 7,
    "ideas_at": "2026-12-11T08:00:00Z",
    "list_at": "2027-01-20T08:00:00Z",
    "moderation": "after",
    "questions_at": "2026-12-01T08:00:00Z",
    "review_at": "2027-01-05T08:00:00Z",
    "support": 3,
    "roles": ROLES2,
}
REVIEW_MOVED, LIST_MOVED = "2027-01-05T08:00:07Z", "2027-01-18T10:00:00Z"
OFFICER = ["officer-1"]


def make_round_with_phases() -> MadeRound:
    """The made round after all of its phases: 9 ideas, 5 of them reviewed, 2 on the ballot beside other projects."""
    made = make_round()
    for entry in made.entries[:4]:
        entry["at"] = "2026-11-20T08:00:00Z"
    said = _phases()
    made.entries[4:4] = said
    made.sizes = [size + len(said) for size in made.sizes]
    made.relink()
    return made


def _phases() -> list[Entry]:
    texts = sha(b"texts")
    said: list[tuple[str, str, Entry]] = [
        ("phases.approved", "2026-11-21T08:00:00Z", APPROVED),
        ("codes.printed", "2026-11-25T08:00:00Z", {"number": 90, "roles": ROLES2}),
        ("phase.moved", "2026-12-01T08:00:03Z", {"phase": "questions", "roles": ["system"]}),
        ("phase.moved", "2026-12-10T12:00:00Z", {"phase": "ideas", "roles": OFFICER}),
        ("questions.chosen", "2026-12-10T12:30:00Z", _numbers(texts, chosen=2, offered=5)),
        ("ideas.submitted", REVIEW_MOVED, {"ideas": 9, "texts": texts}),
        ("phase.moved", REVIEW_MOVED, {"phase": "review", "roles": ["system"]}),
        ("reviews.published", LIST_MOVED, _numbers(texts, ideas=5, reviews=11, verdicts=_VERDICTS)),
        ("phase.moved", LIST_MOVED, {"phase": "list", "roles": OFFICER}),
        ("outcomes.decided", "2027-01-30T08:00:00Z", {"outcomes": _OUTCOMES, "texts": texts, "roles": ROLES2}),
    ]
    return [{"kind": kind, "v": 1, "at": at, "round": ROUND, **keys} for kind, at, keys in said]


def _numbers(texts: str, **numbers: object) -> Entry:
    return {"texts": texts, "roles": OFFICER, **numbers}


_VERDICTS = [
    {"count": 6, "verdict": "feasible"},
    {"count": 4, "verdict": "if-changed"},
    {"count": 1, "verdict": "not-feasible"},
]
_OUTCOMES = [
    {"count": 1, "outcome": "not-feasible"},
    {"count": 2, "outcome": "on-ballot"},
    {"count": 4, "outcome": "too-few-supporters"},
]
