"""Run the stages of `make test`, or the named ones, each with its time; stop at the first that fails.

pytest's own closing lines stand once more at the end, below everything else.
"""

import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
ALL_CORES = ("--numprocesses=auto", "--dist=worksteal")
STAGES = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "imports": ("lint-imports", "--no-logo"),
    "templates": ("djlint", "templates", "--lint", "--quiet"),
    "templates-format": ("djlint", "templates", "--check"),
    "packages": ("python", "-m", "pip", "check"),
    "types": ("mypy",),
    "unit": ("python", "-m", "pytest", "tests", *ALL_CORES),
    "e2e": ("python", "-m", "pytest", "e2e", *ALL_CORES, "--screenshot=only-on-failure"),
}
"""Cheap ones first, so that a slip shows early."""


def run_stage(name: str) -> tuple[int, float, str]:
    """Run one stage with its output passed on; give its exit status, its seconds and its last line."""
    program, *words = STAGES[name]
    print(f"\n== {name}: {' '.join(STAGES[name])}", flush=True)
    start, last = time.monotonic(), ""
    with subprocess.Popen(
        [str(BIN / program), *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    return process.returncode, time.monotonic() - start, last


def main(names: list[str]) -> int:
    """Run the stages and sum up."""
    if unknown := set(names) - STAGES.keys():
        print(f"no stage is called {', '.join(sorted(unknown))}; there are {', '.join(STAGES)}")
        return 2
    summary, closing, status = [], [], 0
    for name in names or STAGES:
        status, seconds, last = run_stage(name)
        summary.append(f"{name:17} {'ok' if status == 0 else 'FAILED':6} {seconds:7.1f} s")
        print(f"-- {summary[-1]}", flush=True)
        if "pytest" in STAGES[name]:
            closing.append(last)
        if status:
            break
    print("\n" + "\n".join(summary + closing))
    return 1 if status else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
