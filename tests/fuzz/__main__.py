"""Fuzz: `python -m tests.fuzz [TARGET …] [--seconds N]`. What is found is kept in a folder and told at the end.

Inputs are Hypothesis's. Where atheris is installed (it is no dependency), `--guided` lets it look for inputs that reach
code that none has reached before.
"""

from __future__ import annotations

import argparse
import json
import select
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fuzz.child import SECONDS
from tests.fuzz.targets import ALL_TARGETS, seeds

SILENCE = 3 * SECONDS
"""Seconds without a word after which a process hangs where no signal of Python's reaches it."""
CHILD = (sys.executable, "-m", "tests.fuzz.child")
STEP = 60.0
"""Seconds of one process; the next one begins with another seed."""


@dataclass
class Result:
    """What came of fuzzing one target."""

    target: str
    inputs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    """Seconds of the processor."""
    peak: int = 0
    """Kilobytes of the largest process."""
    more: int = 0
    """Kilobytes that one input added to what a process had taken at most."""
    found: dict[str, list[str]] = field(default_factory=dict)
    """The files that were kept, by the last line of what is told of them."""

    def __str__(self) -> str:
        rate = self.inputs / self.seconds if self.seconds else 0
        lines = [
            f"{self.target:<9} {self.inputs:>8,} inputs  {rate:>7,.0f}/s  slowest {self.slowest:.2f} s  "
            f"most +{self.more // 1024} MB, {self.peak // 1024} MB in all  {sum(map(len, self.found.values()))} found"
        ]
        return "\n".join([*lines, *(f"  {len(files)} × {told}: {files[0]}" for told, files in self.found.items())])


def main() -> int:
    """Fuzz what is asked for; the exit status is 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(ALL_TARGETS)} (default: all)")
    parser.add_argument("--seconds", type=float, default=60, help="for all targets together (default 60)")
    parser.add_argument(
        "--seed", type=int, default=int(time.time()), help="the first seed (default: another each time)"
    )
    parser.add_argument("--keep", type=Path, help="the folder for what is found (default: a new one)")
    parser.add_argument("--guided", action="store_true", help="let atheris make the inputs")
    chosen = parser.parse_args()
    folder = chosen.keep or Path(tempfile.mkdtemp(prefix="fuzz-"))
    targets = chosen.targets or list(ALL_TARGETS)
    print(f"seed {chosen.seed}, {chosen.seconds:.0f} s, what is found is kept in {folder}", flush=True)
    found = False
    for target in targets:
        place = folder / target
        place.mkdir(parents=True, exist_ok=True)
        if chosen.guided:
            found |= guided(target, place, chosen.seconds / len(targets))
            continue
        result = fuzzed(target, place, chosen.seconds / len(targets), chosen.seed)
        print(result, flush=True)
        found |= bool(result.found)
    return int(found)


def fuzzed(target: str, folder: Path, seconds: float, first_seed: int) -> Result:
    """Fuzz one target for some seconds, in one process after the other."""
    result, began, number = Result(target), time.monotonic(), first_seed
    while (left := seconds - (time.monotonic() - began)) > 0:
        _one_process(result, folder, min(left, STEP), number)
        number += 1
    result.seconds = time.monotonic() - began
    return result


def _one_process(result: Result, folder: Path, seconds: float, number: int) -> None:
    command = [*CHILD, result.target, str(number), str(folder), str(seconds)]
    said: dict[str, Any] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while select.select([process.stdout], [], [], SILENCE)[0] and (line := process.stdout.readline()):
            told = json.loads(line)
            if "found" in told:
                _note(result, told)
            else:
                said = told
        is_hanging = not _has_ended(process)
        process.kill()
        error = process.stderr.read().decode(errors="replace")
    if is_hanging or process.returncode != 0:
        what = "hang" if is_hanging else f"died with status {process.returncode}"
        kept = folder / f"{what.split()[0]}-{number}"
        (folder / "current").replace(kept)
        result.found.setdefault(what, []).append(kept.name)
        print(f"{result.target}: {what}: {kept}\n{error[-2000:]}", flush=True)
    result.inputs += said.get("inputs", 0)
    for name in ("slowest", "peak", "more"):
        setattr(result, name, max(getattr(result, name), said.get(name, 0)))


def _note(result: Result, told: dict[str, str]) -> None:
    last = told["told"].strip().splitlines()[-1][:150] if told["told"] else told["found"]
    if last not in result.found:
        print(f"{result.target}: {told['file']}\n{told['told']}", flush=True)
    result.found.setdefault(last, []).append(told["file"])


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True


def guided(target: str, folder: Path, seconds: float) -> bool:
    """Let atheris fuzz one target for some seconds, and return whether it found something."""
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, data in enumerate(seeds(target)):
        (corpus / f"seed-{number}").write_bytes(data)
    command = [sys.executable, "-m", "tests.fuzz.guided", target, f"-max_total_time={seconds:.0f}"]
    limits = [f"-timeout={2 * SECONDS:.0f}", "-rss_limit_mb=3000", "-max_len=20000", f"-artifact_prefix={folder}/"]
    done = subprocess.run([*command, *limits, str(corpus)], stderr=subprocess.PIPE, check=False)
    told = done.stderr.decode(errors="replace")
    print(f"{target}: {told.strip().splitlines()[-1] if told else ''}", flush=True)
    if done.returncode:
        print(told[-4000:], flush=True)
    return bool(done.returncode)


if __name__ == "__main__":
    sys.exit(main())
