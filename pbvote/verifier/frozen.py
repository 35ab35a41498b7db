"""The frozen round and its projects: the files against their hashes in the log and against the entries."""

from .bundle import Bundle
from .documents import file_hash, read_json, read_record
from .entries import POT, ROUND, SHARES_OF_POT
from .errors import MalformedError
from .findings import Report
from .rounds import PotHistory, RoundHistory
from .shapes import Record, day, exactly, hash_hex, list_of, name, or_null, positive, project, record, text, whole

CHECK = "frozen"
_AGE = or_null(whole(0, 200))
_NAMES = list_of(text, ascending=True)
_ELECTORATE = record(
    {"classes": _NAMES, "from_age": _AGE, "on": or_null(day), "to_age": _AGE, "wards": _NAMES},
)
_VOTER_GROUPS = list_of(record({"classes": _NAMES, "from_age": _AGE, "id": name, "title": text, "to_age": _AGE}))
_POT = {
    **POT,
    "title": text,
    "conflicts": list_of(list_of(project, 2)),
    "projects": hash_hex,
    "electorate": _ELECTORATE,
}
_POTS = list_of(record(_POT, {**SHARES_OF_POT, "voter_groups": _VOTER_GROUPS}), 1)
_ROUND = record({**ROUND, "pots": _POTS, "title": text, "v": exactly(1)})
_PROJECTS = list_of(record({"cost": positive, "id": project, "summary": text, "title": text}), 1)


def check_frozen(report: Report, bundle: Bundle, found: RoundHistory) -> None:
    """Check rounds/<round>.json and every pots/<pot>/projects.json."""
    path = "rounds/" + found.id + ".json"
    with report.guard(CHECK, path):
        _check_round(bundle, path, found)
        report.passed(CHECK, path, "the file is the one that was frozen")
    for pot in found.pots.values():
        where = "pots/" + pot.id + "/projects.json"
        with report.guard(CHECK, where):
            _check_projects(bundle, where, pot)
            report.passed(CHECK, where, str(len(pot.projects)) + " projects are the ones that were frozen")


def read_electorates(bundle: Bundle, found: RoundHistory) -> dict[str, Record]:
    """Give the electorate of every pot of a round; MalformedError when the frozen file is not about its pots."""
    value = read_record(bundle, "rounds/" + found.id + ".json", _ROUND)
    if [each["id"] for each in value["pots"]] != list(found.pots):
        raise MalformedError("the frozen round has other pots")
    return {each["id"]: each["electorate"] for each in value["pots"]}


def _frozen(pot: PotHistory) -> Record:
    if pot.frozen is None:
        raise MalformedError("the log has no projects.frozen of the pot " + pot.id)
    return pot.frozen


def _check_round(bundle: Bundle, path: str, found: RoundHistory) -> None:
    value = read_record(bundle, path, _ROUND)
    own = file_hash(bundle, path)
    for pot in found.pots.values():
        if _frozen(pot)["frozen"] != own:
            raise MalformedError("its hash is not the one in projects.frozen of " + pot.id)
    for key in ROUND:
        if key != "pots" and value[key] != found.created[key]:
            raise MalformedError(key + " is not what round.created says")
    if [each["id"] for each in value["pots"]] != list(found.pots):
        raise MalformedError("its pots are not those of round.created")
    for each in value["pots"]:
        _compare_pot(each, found.pots[each["id"]])
    _check_voter_groups(value["pots"])


def _compare_pot(value: Record, pot: PotHistory) -> None:
    frozen = _frozen(pot)
    expected = {**pot.created, "conflicts": frozen["conflicts"], "projects": frozen["titles"]}
    for key in (*expected, *SHARES_OF_POT):
        if value.get(key) != expected.get(key):
            raise MalformedError("pot " + pot.id + ", " + key + ": not what the log says")


def _check_voter_groups(pots: "list[Record]") -> None:
    dividing = [each for each in pots if "shares" in each]
    for each in pots:
        if ("voter_groups" in each) != ("shares" in each):
            raise MalformedError("pot " + each["id"] + " has voter_groups or shares without the other")
    for each in dividing:
        listed = each["voter_groups"]
        if [group["id"] for group in listed] != each["groups"]:
            raise MalformedError("pot " + each["id"] + ", voter_groups: not the groups of the pot in their order")
        if listed != dividing[0]["voter_groups"]:
            raise MalformedError("pot " + each["id"] + ", voter_groups: not those of the pot " + dividing[0]["id"])
        by_age = any(group["from_age"] is not None or group["to_age"] is not None for group in listed)
        days = {each["electorate"]["on"], dividing[0]["electorate"]["on"]}
        if by_age and (None in days or len(days) > 1):
            raise MalformedError("pot " + each["id"] + ", voter_groups: ages do not count on one day")


def _check_projects(bundle: Bundle, path: str, pot: PotHistory) -> None:
    frozen = _frozen(pot)
    value = read_json(bundle, path)
    _PROJECTS(value)
    if not isinstance(value, list):
        raise MalformedError("the file is not a list")
    if [{"cost": each["cost"], "id": each["id"]} for each in value] != frozen["projects"]:
        raise MalformedError("ids and costs are not those of projects.frozen")
    if file_hash(bundle, path) != frozen["titles"]:
        raise MalformedError("its hash is not the one in projects.frozen: a title or summary differs")
