"""Turn a ballot file of one format into another. docs/ballot-files.md says what each format keeps."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from pbvote.domain.errors import PbvoteError
from pbvote.services.convert_file import ConvertFile, convert_file


class MetaOptionError(PbvoteError):
    """A --meta that is no key and value."""


def add_arguments(parser: ArgumentParser) -> None:
    """The files. The end of a name says the format: .pb .json .csv .soi .soc .toi .toc .blt."""
    parser.add_argument("source", metavar="IN", type=Path, help="the ballots to read")
    parser.add_argument("target", metavar="OUT", type=Path, help="the file to write")
    parser.add_argument("--to", metavar="FORMAT", help="pb, json, csv, soi, soc, toi, toc or blt, whatever OUT ends in")
    parser.add_argument("--force", action="store_true", help="write over files that are there")
    parser.add_argument(
        "--meta", metavar="KEY=VALUE", action="append", default=[], help="tell this too, e.g. country=UK"
    )
    parser.add_argument("--pot", metavar="ID", help="the pot, where IN is an auditor.zip with several")
    parser.add_argument("--rule", metavar="ID", help="count with this rule, and say in a .pb who is selected")


def run(args: Namespace) -> int:
    """Write the file: 0. What was repaired or could not be kept is said on stderr, a line each."""
    asked = ConvertFile(
        source=args.source,
        target=args.target,
        kind=args.to,
        may_overwrite=args.force,
        meta=dict(map(_pair, args.meta)),
        rule=args.rule,
        pot=args.pot,
    )
    for sentence in convert_file(asked):
        print(f"pbvote convert: {sentence}", file=sys.stderr)
    return 0


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (key and equals and value and text.isprintable()):
        raise MetaOptionError(f"--meta takes a key and a value like country=Poland, not {text[:40]!a}.")
    return key, value
