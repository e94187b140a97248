"""The process in which inputs are tried, one target after its start until its time is over.

Each input is written down before it is tried, so that it is known when the process does not survive it. On standard
output goes one line of JSON for all that is worth telling.
"""

from __future__ import annotations

import hashlib
import json
import resource
import signal
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.inputs import inputs
from tests.fuzz.targets import ALL_TARGETS, seeds

MEMORY = 3 * 2**30
"""Bytes of addresses: as much as the process may take that parses documents."""
SECONDS = 10.0
"""Seconds of the processor that one input may take."""
REPORT_EVERY = 1.0
MANY = 1_000_000


class TooSlowError(BaseException):
    """An input has taken longer than it may; no parser catches this."""


class OverError(BaseException):
    """The time is over."""


def main() -> None:
    """Try inputs for a target (first argument) from a seed, in a folder, for some seconds."""
    target, number, folder, seconds = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _too_slow)
    trial = Trial(target, folder, time.monotonic() + seconds)
    chosen = settings(
        max_examples=MANY,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    with suppress(OverError):
        seed(number)(chosen(given(data=inputs(seeds(target)))(trial.of)))()
    trial.report()


class Trial:
    """What has been tried, and what came of it."""

    def __init__(self, target: str, folder: Path, until: float) -> None:
        self._work, self._folder, self._until = ALL_TARGETS[target], folder, until
        self._current = folder / "current"
        self._count, self._slowest, self._most = 0, 0.0, 0
        self._reported = 0.0

    def of(self, data: bytes) -> None:
        """Try one input; what it breaks is kept and told, and the next one has its turn."""
        if time.monotonic() > self._until:
            raise OverError
        self._current.write_bytes(data)
        before, memory = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            self._work(data)
        except TooSlowError:
            self._keep(data, "too slow", "")
        except Exception:  # whatever it is, it is what is looked for
            self._keep(data, "crash", traceback.format_exc(limit=-4))
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        self._count += 1
        took = time.process_time() - before
        more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
        if took > self._slowest:
            self._slowest = took
            (self._folder / "slowest").write_bytes(data)
        if more > self._most:
            self._most = more
            (self._folder / "most").write_bytes(data)
        if time.monotonic() - self._reported > REPORT_EVERY:
            self.report()

    def report(self) -> None:
        """Tell how far it is."""
        self._reported = time.monotonic()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        _tell(inputs=self._count, slowest=self._slowest, more=self._most, peak=peak)

    def _keep(self, data: bytes, what: str, told: str) -> None:
        name = f"{what.replace(' ', '-')}-{hashlib.sha1(data).hexdigest()[:10]}"
        (self._folder / name).write_bytes(data)
        _tell(found=what, file=name, told=told)


def _tell(**said: Any) -> None:
    print(json.dumps(said), flush=True)


def _too_slow(_number: int, _frame: object) -> None:
    raise TooSlowError


if __name__ == "__main__":
    main()
