"""`pbvote verify BUNDLE`: what the verifier finds in a bundle."""

import argparse

from pbvote.verifier import command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what the verifier takes."""
    command.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print the findings; 0 when nothing failed, 1 when something did, 2 when there is no bundle."""
    return command.run(args)
