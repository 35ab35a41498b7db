"""Changes of a bundle, one thing each; laying a bundle out; and what its verifying must name."""

import json
from collections.abc import Callable
from pathlib import Path

from pbvote.verifier.findings import FAIL, Report
from pbvote.verifier.verify import Request, verify

from .made_round import ORIGIN, Files, checkpoint
from .made_votes import Entry, canonical, json_lines
from .signer import Signer

YOUTH, WARD = "pots/youth/", "pots/ward/"


def write_folder(folder: Path, files: Files) -> Path:
    """Lay a bundle out as a folder."""
    for path, raw in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
    return folder


def verify_files(folder: Path, files: Files) -> Report:
    return verify(Request(write_folder(folder / "bundle", files)))


def assert_named(report: Report, check: str, says: str) -> None:
    failures = [each for each in report.findings if each.state == FAIL]
    lines = [f"{each.check}: {each.where}: {each.what}" for each in failures]
    assert any(each.check == check and says in f"{each.where}: {each.what}" for each in failures), lines
    assert not any("malformed: " in line for line in lines), lines


def log_lines(files: Files) -> list[bytes]:
    return files["log.jsonl"].splitlines(keepends=True)


def index_of(files: Files, kind: str) -> int:
    return next(i for i, line in enumerate(log_lines(files)) if f'"kind":"{kind}"'.encode() in line)


def replace_in(path: str, old: bytes, new: bytes) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        assert old in files[path], path
        files[path] = files[path].replace(old, new, 1)

    return change


def in_entry(kind: str, old: bytes, new: bytes) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        lines = log_lines(files)
        index = index_of(files, kind)
        assert old in lines[index], kind
        lines[index] = lines[index].replace(old, new, 1)
        files["log.jsonl"] = b"".join(lines)

    return change


def reorder(first: str, second: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        lines, one, two = log_lines(files), index_of(files, first), index_of(files, second)
        lines[one], lines[two] = lines[two], lines[one]
        files["log.jsonl"] = b"".join(lines)

    return change


def drop_entry(kind: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        lines = log_lines(files)
        del lines[index_of(files, kind)]
        files["log.jsonl"] = b"".join(lines)

    return change


def drop_file(path: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        del files[path]

    return change


def put_file(path: str, raw: bytes) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        files[path] = raw

    return change


def truncate_log(files: Files) -> None:
    files["log.jsonl"] = b"".join(log_lines(files)[:-1])


def cut_last_newline(files: Files) -> None:
    files["log.jsonl"] = files["log.jsonl"][:-1]


def append_entry(files: Files) -> None:
    files["log.jsonl"] += log_lines(files)[-1]


def swap_checkpoints(files: Files) -> None:
    one, two = sorted(path for path in files if path.startswith("checkpoints/"))[:2]
    files[one], files[two] = files[two], files[one]


def flip_signature(files: Files) -> None:
    path = largest(files)
    body, dash, line = files[path].rpartition("\u2014 ".encode())
    name, _, signature = line.partition(b" ")
    files[path] = body + dash + name + b" " + signature[:20] + bytes([signature[20] ^ 1]) + signature[21:]


def foreign_checkpoint(files: Files) -> None:
    files[largest(files)] = checkpoint([line[:-1] for line in log_lines(files)], Signer(ORIGIN, 9))


def cut_to_before_publishing(files: Files) -> None:
    """Drop the last entry together with its checkpoint: a shorter history, rightly signed."""
    truncate_log(files)
    del files[largest(files)]


def largest(files: Files) -> str:
    sizes = [int(path.rpartition("/")[2]) for path in files if path.startswith("checkpoints/")]
    return f"checkpoints/{max(sizes)}"


def drop_line(path: str, number: int) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        lines = files[path].splitlines(keepends=True)
        del lines[number]
        files[path] = b"".join(lines)

    return change


def repeat_line(path: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        first, *rest = files[path].splitlines(keepends=True)
        files[path] = first + first + b"".join(rest)

    return change


def swap_lines(path: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        first, second, *rest = files[path].splitlines(keepends=True)
        files[path] = second + first + b"".join(rest)

    return change


def edit_line(path: str, change_line: Callable[[Entry], None]) -> Callable[[Files], None]:
    """Change what the first line says that the change accepts, in canonical form."""

    def change(files: Files) -> None:
        lines = [json.loads(line) for line in files[path].splitlines()]
        change_line(next(line for line in lines if line.get("ranking", ["x", "y"])[1:]))
        files[path] = json_lines(lines)

    return change


def edit_json(path: str, change_value: Callable[[Entry], None]) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        value = json.loads(files[path])
        change_value(value)
        files[path] = canonical(value) + b"\n"

    return change


def reverse_ranking(line: Entry) -> None:
    line["ranking"].reverse()


def other_salt(line: Entry) -> None:
    line["salt"] = "00" * 32


def toggle_mark(line: Entry) -> None:
    line["marked"] = [] if line["marked"] else line["pots"]


def other_leaf(line: Entry) -> None:
    line["leaf"] = "00" * 32


def other_cost(value: Entry) -> None:
    value["projects"][0]["cost"] += 1


def other_winner(value: Entry) -> None:
    value["funded"] = ["studio-bus"]


def other_support(value: Entry) -> None:
    value["projects"][2]["supporters"] += 1


def other_reason(value: Entry) -> None:
    value["projects"][2]["reason"] = "Not funded: nobody chose it."


def other_group_number(value: Entry) -> None:
    value["groups"][0]["spoilt"] += 1
