"""A whole round made by hand from docs/log-format.md: entries, ballots, roll; and its two bundles.

Written beside the services on purpose, so that the verifier's tests need nothing but that page. The stages of
the round stand in made_stages.py.
"""

import base64
import copy
from dataclasses import dataclass, field

from pbvote.verifier.merkle import leaf_hash, root_of

from .made_votes import (
    ROUND,
    Entry,
    Vote,
    canonical,
    sha,
)
from .signer import Signer

Files = dict[str, bytes]

ORIGIN = "vote.example.coop/log/1"
LOG_KEY = Signer(ORIGIN, 1)
RECEIPT_KEY = Signer(f"{ORIGIN}/receipt", 2)
AUDITOR_ONLY = ("ballots.jsonl", "trace.json", "numbers.json")
PUBLIC_ONLY = "analysis.json"


@dataclass
class MadeRound:
    """What a round left behind. `files` holds everything but log, checkpoints and manifests.

    `sharing`: the groups of the pot `youth` have parts of the voting money.
    """

    entries: list[Entry] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    files: Files = field(default_factory=dict)
    votes: list[Vote] = field(default_factory=list)
    sharing: bool = False

    def say(self, kind: str, at: str, keys: Entry, *, signed: bool = False) -> None:
        """Add an entry, and a checkpoint after it."""
        self.entries.append(copy.deepcopy({"kind": kind, "v": 1, "at": at, **keys}))
        if signed:
            self.sizes.append(len(self.entries))

    def find(self, kind: str, pot: str | None = None) -> Entry:
        """The first entry of a kind, of a pot if one is named."""
        return next(each for each in self.entries if each["kind"] == kind and pot in {None, each.get("pot")})

    def public(self) -> Files:
        """The public bundle."""
        kept = {path: raw for path, raw in self.files.items() if not is_auditor_only(path)}
        return self._with_log(kept)

    def auditor(self) -> Files:
        """The auditor bundle."""
        return self._with_log(self._auditors())

    def relink(self) -> None:
        """Put the hashes of both manifests into the log: what only the operator can do."""
        auditor = sha(manifest_of(self._auditors()))
        for entry in self.entries:
            if entry["kind"] == "count.completed":
                entry["manifest"] = auditor
            if entry["kind"] == "result.published":
                kept = {path: raw for path, raw in self.files.items() if not is_auditor_only(path)}
                entry["manifest"] = sha(manifest_of(kept))

    def _auditors(self) -> Files:
        return {path: raw for path, raw in self.files.items() if not path.endswith(PUBLIC_ONLY)}

    def _with_log(self, files: Files) -> Files:
        lines = [canonical(entry) for entry in self.entries]
        files["manifest.json"] = manifest_of(files)
        files["log.jsonl"] = b"".join(line + b"\n" for line in lines)
        for size in self.sizes:
            files[f"checkpoints/{size}"] = checkpoint(lines[:size])
        return files


def is_auditor_only(path: str) -> bool:
    return path.startswith("roll/") or path.rpartition("/")[2] in AUDITOR_ONLY


def manifest_of(files: Files) -> bytes:
    """The manifest of a bundle's content files."""
    listed = [{"path": path, "sha256": sha(files[path])} for path in sorted(files) if is_listed(path)]
    return canonical({"files": listed, "round": ROUND, "v": 1}) + b"\n"


def is_listed(path: str) -> bool:
    return path not in {"manifest.json", "log.jsonl"} and not path.startswith("checkpoints/")


def checkpoint(lines: list[bytes], signer: Signer = LOG_KEY) -> bytes:
    """A checkpoint over the lines of a log."""
    root = base64.b64encode(root_of(map(leaf_hash, lines))).decode()
    return signer.note(f"{ORIGIN}\n{len(lines)}\n{root}\n")
