"""Count a ballot file and say why each project won or lost. docs/result-format.md explains the JSON."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from pbvote.cli.compare_text import compare_text
from pbvote.cli.progress import Progress
from pbvote.cli.tally_text import tally_text
from pbvote.cli.why_text import why_text
from pbvote.domain.errors import PbvoteError
from pbvote.domain.money import format_amount
from pbvote.domain.result import CompletionRun
from pbvote.domain.rules import RULES, CountMethod
from pbvote.services.study_file import analyse_input, analysis_bytes, compare_input, comparison_bytes
from pbvote.services.tally_file import FileInput, FileTally, TallyFile, read_input, tally_input

_MOST_DIGITS = 15  # beyond, a number is no amount and no number of people


class OptionError(PbvoteError):
    """An option with a value that it cannot have."""


def add_arguments(parser: ArgumentParser) -> None:
    """The file and how to count it. Values are checked by `run`, so that an error is one line."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="projects and ballots: pb, json, csv, soi, soc, toi, toc or blt"
    )
    parser.add_argument("--rule", metavar="ID", default="ranked-equal-shares", help=", ".join(RULES))
    parser.add_argument("--completion", metavar="NAME", help="none, add1 or add1u (default: what suits the rule)")
    parser.add_argument("--share-step", metavar="MINOR", help="by how much each share grows, in minor units")
    parser.add_argument("--max-ranks", metavar="L", help="the longest ballot allowed (default: as the file says)")
    parser.add_argument(
        "--minimum-supporters", metavar="M", help="below this a project is removed (default: as the file says)"
    )
    parser.add_argument("--tie-seed", metavar="TEXT", help="draws the tie order (default: the order of the file)")
    parser.add_argument("--format", metavar="text|json", default="text", help="for people, or canonical JSON")
    parser.add_argument("--compare", action="store_true", help="the same ballots under every rule, side by side")
    parser.add_argument(
        "--why", metavar="ID", action="append", help="why one project won or lost, and how close it was"
    )
    parser.add_argument("--analysis", action="store_true", help="as JSON: where voting money went, prices, margins")


def run(args: Namespace) -> int:
    """Print what was asked for: 0. An error is one line: the caller prints it and gives 2."""
    _check(args)
    asked = TallyFile(
        path=args.file,
        method=CountMethod(args.rule, args.completion, _number("--share-step", args.share_step, smallest=1)),
        max_ranks=_number("--max-ranks", args.max_ranks, smallest=1),
        minimum_supporters=_number("--minimum-supporters", args.minimum_supporters, smallest=0),
        tie_seed=args.tie_seed,
    )
    found = read_input(asked)
    unknown = [project for project in args.why or () if project not in found.pot.ids]
    if unknown:
        raise OptionError(f"--why names {unknown[0][:40]!a}, which is no project of the file.")
    # Bytes, for text on a terminal of another encoding must not stop a count with a traceback.
    sys.stdout.buffer.write(_printed(args, found, asked.method) + b"\n")
    return 0


def _check(args: Namespace) -> None:
    if args.format not in ("text", "json"):
        raise OptionError("--format is text or json.")
    if args.tie_seed is not None and not _is_text(args.tie_seed):
        raise OptionError("--tie-seed is not text in the encoding of this terminal.")
    if sum(map(bool, (args.compare, args.why, args.analysis))) > 1:
        raise OptionError("--compare, --why and --analysis are three different answers: ask for one.")
    if args.why and args.format == "json":
        raise OptionError("--why is text; --analysis --format json gives the figures of all projects.")
    if args.analysis and args.format == "text":
        raise OptionError("--analysis needs --format json; --why ID tells the same of one project as text.")


def _printed(args: Namespace, found: FileInput, method: CountMethod) -> bytes:
    as_json = args.format == "json"
    if args.compare:
        with Progress("comparing") as progress:
            comparison = compare_input(
                found, method, lambda rule, done, total: progress.say(f"{rule}, {done + 1} of {total}")
            )
        return comparison_bytes(comparison) if as_json else compare_text(found, comparison).encode()
    with Progress("counting") as progress:
        tally = tally_input(found, method, lambda run: progress.say(_how_far(found, run)))
    if args.why or args.analysis:
        return _analysed(args, found, method, tally)
    return tally.canonical() if as_json else tally_text(tally).encode()


def _analysed(args: Namespace, found: FileInput, method: CountMethod, tally: FileTally) -> bytes:
    with Progress("how close it was") as progress:
        analysis = analyse_input(
            found, tally, method, lambda what, done, total: progress.say(f"{what}, {done:,} of {total:,}")
        )
    return why_text(tally, analysis, args.why).encode() if args.why else analysis_bytes(analysis)


def _how_far(found: FileInput, run: CompletionRun) -> str:
    return f"run {run.k:,} spends {format_amount(run.spent)} of {format_amount(found.pot.budget)}"


def _number(option: str, text: str | None, smallest: int) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and int(text) >= smallest):
        raise OptionError(
            f"{option} takes a whole number of {smallest} or more, of up to {_MOST_DIGITS} digits, not {text[:40]!a}."
        )
    return int(text)


def _is_text(word: str) -> bool:
    # Bytes that are no text come as lone surrogates, which nobody could hash again from a published seed.
    return not any("\ud800" <= letter <= "\udfff" for letter in word)
