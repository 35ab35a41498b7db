"""The pbvote commands, one module each: it offers `add_arguments(parser)` and `run(args) -> int`."""

import os
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from pbvote import __version__
from pbvote.domain.errors import PbvoteError

COMMANDS = {
    "demo": ("pbvote.cli.demo", "an invented trust to try, with one round open for voting"),
    "install": ("pbvote.cli.install", "set up the installation of a trust"),
    "officers": ("pbvote.cli.officers", "invite officers, or renew a lost sign-in, by one-time links"),
    "serve": ("pbvote.cli.serve", "run the web site of this installation"),
    "migrate": ("pbvote.cli.migrate", "bring the database to the tables of this release"),
    "tick": ("pbvote.cli.tick", "do what is due now: batches, opening, closing"),
    "tally": ("pbvote.cli.tally", "count a ballot file and say why each project won or lost"),
    "convert": ("pbvote.cli.convert", "turn a ballot file of one format into another"),
    "verify": ("pbvote.cli.verify", "check a published bundle, trusting nobody"),
    "verifier": ("pbvote.cli.verifier", "write the verifier as one file that needs only Python"),
    "translations": ("pbvote.cli.translations", "say how far other languages are, and what waits for a translator"),
    "rehearse": ("pbvote.cli.rehearse", "run a whole round on a real ballot file and verify it"),
}
"""Name of the command: its module, imported only when asked for, and its line in the help."""

REFUSED, INTERRUPTED, PIPE_CLOSED = 2, 130, 141


class Command(Protocol):
    """What a module of this package offers."""

    __doc__: str | None

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command takes."""

    def run(self, args: Namespace) -> int:
        """Do it and give the exit status."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0 for done, 2 for an error that one line explains."""
    words = list(sys.argv[1:] if argv is None else argv)
    name: str = _front_parser().parse_args(words[:1]).command
    # Only the asked module is imported: `pbvote verify` must run without a database library.
    command = cast("Command", import_module(COMMANDS[name][0]))
    parser = ArgumentParser(prog=f"pbvote {name}", description=command.__doc__)
    command.add_arguments(parser)
    args = parser.parse_args(words[1:])
    try:
        status = command.run(args)
        sys.stdout.flush()
    except PbvoteError as error:
        print(f"pbvote {name}: {error}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (`pbvote tally … | head`): keep Python from complaining when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as error:
        if error.filename is None:
            raise
        # A folder that we may not write, a disk that is full: the person at the keyboard can mend that.
        print(f"pbvote {name}: {error.filename}: {error.strerror}", file=sys.stderr)
        return REFUSED
    return status


def _front_parser() -> ArgumentParser:
    lines = [f"  {name:12} {line}" for name, (_, line) in COMMANDS.items()]
    parser = ArgumentParser(
        prog="pbvote",
        usage="pbvote COMMAND [...]   (pbvote COMMAND --help says more)",
        description="Participatory budgeting that anyone can check.",
        epilog="commands:\n" + "\n".join(lines),
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"pbvote {__version__}")
    parser.add_argument("command", metavar="COMMAND", choices=COMMANDS, help=SUPPRESS)
    return parser
