"""The manifest: which files a bundle has, and the entry of the log that vouches for it."""

from typing import NamedTuple, Optional

from .bundle import LOG, Bundle
from .checkpoints import FOLDER
from .documents import file_hash, read_record
from .findings import Report
from .rounds import PotHistory, RoundHistory
from .shapes import exactly, hash_hex, list_of, name, record, text

CHECK = "manifest"
PATH = "manifest.json"
POLICY = "policy.txt"
LEAVES = "roll/leaves.jsonl"
_PUBLIC_OF_POT = ("projects.json", "result.json", "turnout.json", "codes.txt")
_AUDITOR_OF_POT = ("ballots.jsonl", "trace.json", "numbers.json")
_SHAPE = record({"files": list_of(record({"path": text, "sha256": hash_hex})), "round": name, "v": exactly(1)})


class Manifest(NamedTuple):
    """The round that a bundle is about and the hashes that its manifest lists."""

    round: str
    files: dict[str, str]


def is_auditor_bundle(bundle: Bundle) -> bool:
    """Say whether a bundle holds anything that only auditors get."""
    names = [each.rpartition("/")[2] for each in bundle.paths if each.startswith("pots/")]
    return bundle.has(LEAVES) or any(each in _AUDITOR_OF_POT for each in names)


def read_manifest(report: Report, bundle: Bundle) -> Optional[Manifest]:
    """Read manifest.json; None when it is missing or malformed, which is a failure."""
    with report.guard(CHECK, PATH):
        value = read_record(bundle, PATH, _SHAPE)
        paths = [each["path"] for each in value["files"]]
        if any(before >= after for before, after in zip(paths, paths[1:])):
            report.fail(CHECK, PATH, "its paths are not sorted, or one stands twice")
        return Manifest(value["round"], {each["path"]: each["sha256"] for each in value["files"]})
    return None


def check_manifest(report: Report, bundle: Bundle, manifest: Manifest, found: RoundHistory) -> None:
    """Check every file against the manifest, the manifest against the log, and that no file is a stranger."""
    auditor = is_auditor_bundle(bundle)
    _check_hashes(report, bundle, manifest)
    _check_paths(report, bundle, found, auditor=auditor)
    with report.guard(CHECK, PATH):
        own = file_hash(bundle, PATH)
        stated = _stated(found, auditor=auditor)
        if not stated:
            kind = "count.completed" if auditor else "result.published"
            report.fail(CHECK, PATH, "the log has no " + kind + " of the round " + found.id + " that vouches for it")
        for where, hash_in_log in stated:
            if hash_in_log != own:
                report.fail(CHECK, PATH, "its hash is not the one in " + where)
    if bundle.has(POLICY):
        report.note("policy", POLICY, "policies and cosignatures are not checked by this version")
    if not report.failures(CHECK):
        total = str(len(manifest.files))
        report.passed(CHECK, PATH, total + " files have the hashes that it lists, and the log vouches for it")


def _check_hashes(report: Report, bundle: Bundle, manifest: Manifest) -> None:
    for path, stated in manifest.files.items():
        with report.guard(CHECK, path):
            if file_hash(bundle, path) != stated:
                report.fail(CHECK, path, "the file does not have the hash that the manifest lists")
    for path in sorted(set(bundle.paths) - set(manifest.files)):
        if path not in {PATH, LOG} and not path.startswith(FOLDER):
            report.fail(CHECK, path, "the manifest does not list this file")


def _check_paths(report: Report, bundle: Bundle, found: RoundHistory, *, auditor: bool) -> None:
    expected = {"README.txt", PATH, LOG, "rounds/" + found.id + ".json"}
    names = _PUBLIC_OF_POT + _AUDITOR_OF_POT if auditor else _PUBLIC_OF_POT
    expected |= {"pots/" + pot + "/" + each for pot in found.pots for each in names}
    if auditor:
        expected.add(LEAVES)
    for path in sorted(expected - set(bundle.paths)):
        report.fail(CHECK, path, "the file is missing")
    # Rounds that an earlier release published have no analysis.
    optional = {POLICY, *(_analysis_of(pot) for pot in found.pots.values() if not auditor)}
    for path in sorted(set(bundle.paths) - expected - optional):
        if not path.startswith(FOLDER):
            report.fail(CHECK, path, "a bundle of the round " + found.id + " has no such file")


def _analysis_of(pot: PotHistory) -> str:
    shows = pot.closed is not None and pot.closed["tier"] != "T0"
    return "pots/" + pot.id + "/analysis.json" if shows else ""


def _stated(found: RoundHistory, *, auditor: bool) -> list[tuple[str, str]]:
    if not auditor:
        return [] if found.published is None else [("result.published", found.published["manifest"])]
    counted = [(pot.id, pot.counted) for pot in found.pots.values()]
    return [("count.completed of " + pot, entry["manifest"]) for pot, entry in counted if entry is not None]
