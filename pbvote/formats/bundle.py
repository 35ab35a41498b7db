"""Bundles: the files that residents and auditors check, as docs/log-format.md §9 fixes them."""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence

from pbvote.auditlog.canonical import Value, canonical_bytes

_EPOCH = (1980, 1, 1, 0, 0, 0)

README = """This is the record of a round of participatory budgeting.

The public record holds the log up to the last signed checkpoint, the frozen round, the projects,
the published results and the list of check codes. The auditors' record holds, besides, every ballot
with its salt, the full trace of each count, the numbers of each group, and the roll's leaves with
their marks. No name is in either.

If you hold the auditors' record: whoever sees a voter's check code beside it can read that voter's
ranking. Keep it closed, and delete it when your undertaking says so.

To check a record, on any computer with Python 3.9 or newer:

    pbvote verify public.zip
    pbvote verify public.zip --auditor auditor.zip

The formats are fixed in docs/log-format.md and docs/result-format.md of pbvote.
"""
"""`README.txt`, the same in both bundles."""


def json_file(value: Value) -> bytes:
    """A `.json` file: canonical bytes and one newline."""
    return canonical_bytes(value) + b"\n"


def lines_file(lines: Sequence[bytes]) -> bytes:
    """A file of lines, each with its newline."""
    return b"".join(line + b"\n" for line in lines)


def file_hash(content: bytes) -> str:
    """SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def manifest_file(round_id: str, content: Mapping[str, bytes]) -> bytes:
    """`manifest.json` over the content files of a bundle (without log, checkpoints and itself)."""
    files: list[Value] = [{"path": path, "sha256": file_hash(content[path])} for path in sorted(content)]
    return json_file({"files": files, "round": round_id, "v": 1})


def zip_file(files: Mapping[str, bytes]) -> bytes:
    """A zip with stored members, sorted by path, with fixed times: the same bytes for the same content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files, key=str.encode):
            archive.writestr(zipfile.ZipInfo(path, _EPOCH), files[path])
    return buffer.getvalue()
