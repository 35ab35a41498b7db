"""`pbvote verifier --build FILE`: the verifier as one file, the same bytes from the same source."""

import argparse
import io
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

from pbvote import verifier

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
START = b'''"""Start the verifier: python3 verifier.pyz BUNDLE."""

import sys

from verifier.command import main

sys.exit(main())
'''


def archive_bytes() -> bytes:
    """Give the zip that any Python from 3.9 runs; its SHA-256 stands in the log.

    Everything that could differ between two machines is fixed: order, times, modes, no compression.
    """
    folder = Path(verifier.__file__).parent
    members = {f"verifier/{path.name}": path.read_bytes() for path in folder.glob("*.py")}
    members["__main__.py"] = START
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(members):
            archive.writestr(_member(name), members[name])
    return packed.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, FIXED_TIME)
    info.create_system = 3  # the same on every system
    info.external_attr = 0o644 << 16
    return info


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to write it."""
    parser.add_argument("--build", type=Path, required=True, metavar="FILE", help="where to write the one file")


def run(args: argparse.Namespace) -> int:
    """Write the file and print its SHA-256; 2 when it cannot be written."""
    packed = archive_bytes()
    try:
        args.build.write_bytes(packed)
    except OSError as error:
        print(f"{args.build} cannot be written: {error.strerror}", file=sys.stderr)
        return 2
    print(f"{sha256(packed).hexdigest()}  {args.build}")
    return 0
