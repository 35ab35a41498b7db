"""Count a ballot file and say why each project won or lost. docs/result-format.md explains the JSON."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from pbvote.cli.tally_text import tally_text
from pbvote.domain.errors import PbvoteError
from pbvote.domain.rules import RULES, CountMethod
from pbvote.services.tally_file import TallyFile, tally_file

_MOST_DIGITS = 15  # beyond, a number is no amount and no number of people


class OptionError(PbvoteError):
    """An option with a value that it cannot have."""


def add_arguments(parser: ArgumentParser) -> None:
    """The file and how to count it. Values are checked by `run`, so that an error is one line."""
    parser.add_argument("file", metavar="FILE.pb", type=Path, help="projects and ballots in the Pabulib format")
    parser.add_argument("--rule", metavar="ID", default="ranked-equal-shares", help=", ".join(RULES))
    parser.add_argument("--completion", metavar="NAME", help="none, add1 or add1u (default: what suits the rule)")
    parser.add_argument("--share-step", metavar="MINOR", help="by how much each share grows, in minor units")
    parser.add_argument("--max-ranks", metavar="L", help="the longest ballot allowed (default: as the file says)")
    parser.add_argument("--minimum-supporters", metavar="M", default="0", help="below this a project is removed")
    parser.add_argument("--tie-seed", metavar="TEXT", help="draws the tie order (default: the order of the file)")
    parser.add_argument("--format", metavar="text|json", default="text", help="for people, or canonical JSON")


def run(args: Namespace) -> int:
    """Print the result: 0. An error is one line: the caller prints it and gives 2."""
    if args.format not in ("text", "json"):
        raise OptionError("--format is text or json.")
    if args.tie_seed is not None and not _is_text(args.tie_seed):
        raise OptionError("--tie-seed is not text in the encoding of this terminal.")
    tally = tally_file(
        TallyFile(
            path=args.file,
            method=CountMethod(args.rule, args.completion, _number("--share-step", args.share_step, smallest=1)),
            max_ranks=_number("--max-ranks", args.max_ranks, smallest=1),
            minimum_supporters=_number("--minimum-supporters", args.minimum_supporters, smallest=0) or 0,
            tie_seed=args.tie_seed,
        )
    )
    # Bytes, for text on a terminal of another encoding must not stop a count with a traceback.
    printed = tally.canonical() if args.format == "json" else tally_text(tally).encode()
    sys.stdout.buffer.write(printed + b"\n")
    return 0


def _number(option: str, text: str | None, smallest: int) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and int(text) >= smallest):
        raise OptionError(f"{option} takes a whole number of {smallest} or more, not {text[:40]!a}.")
    return int(text)


def _is_text(word: str) -> bool:
    # Bytes that are no text come as lone surrogates, which nobody could hash again from a published seed.
    return not any("\ud800" <= letter <= "\udfff" for letter in word)
