"""Every check of the project: `python -m tests`. Stops at the first that fails.

The tests take longest, so they run while the other checks do; what they say comes last.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS = (
    [str(BIN / "ruff"), "check", "."],
    [str(BIN / "ruff"), "format", "--check", "."],
    [str(BIN / "mypy")],
    [str(BIN / "lint-imports")],
)
TESTS = [sys.executable, "-m", "pytest"]


def main() -> int:
    """Run the checks and return the exit status of the first that fails, else 0."""
    # Modules are compiled once, not by each of the many programs that the tests start.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(
        TESTS, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0
    ) as tests:
        for check in CHECKS:
            tell(check)
            status = subprocess.run(check, cwd=ROOT, check=False).returncode
            if status:
                tests.terminate()
                return status
        tell(TESTS)
        assert tests.stdout is not None
        while said := tests.stdout.read(1 << 16):  # until then they wait once they have said as much as a pipe holds
            sys.stdout.buffer.write(said)
            sys.stdout.flush()
        return tests.wait()


def tell(check: list[str]) -> None:
    """Say which check comes now."""
    print("$", Path(check[0]).name, *check[1:], flush=True)


if __name__ == "__main__":
    sys.exit(main())
