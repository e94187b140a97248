"""One target, fuzzed by atheris: `python -m tests.fuzz.guided TARGET [OPTION OF LIBFUZZER …] CORPUS`."""

from __future__ import annotations

import sys
from importlib import import_module


def main() -> None:
    """Instrument the reader, and look for inputs that reach what none has reached before."""
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["reader"]):
        targets = import_module("tests.fuzz.targets")
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, targets.ALL_TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
