"""What fuzzing has found once is found no more, and the fuzzer finds what is there to be found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.documents.formats.packing import raw_zip
from tests.fuzz import __main__ as fuzz
from tests.fuzz import targets
from tests.fuzz.inputs import inputs

FOUND = (
    ("zip", raw_zip([(f"\x1b]0;x\x07\u202e{index}.txt".encode(), b"x") for index in range(2)])),
    ("md", b"+++\nx = " + b"9" * 5_000 + b"\n+++\n"),
    ("md", b"+++\na" + b".a" * 3_000 + b" = 1\n+++\n"),
    ("layout", b"\x10\x00" + ("字\u200d" * 40 + "e" + "\u0301" * 90).encode()),
)
"""Inputs that were not taken as they should be, made small."""


@pytest.mark.parametrize(("target", "data"), FOUND)
def test_what_was_found_is_mended(target: str, data: bytes) -> None:
    if target == "docx":
        pytest.importorskip("mammoth", reason="Word documents are read where the extra is installed")
    targets.ALL_TARGETS[target](data)


@pytest.mark.parametrize("target", [target for target in targets.ALL_TARGETS if target != "docx"])
def test_a_few_inputs_for_each_target_are_taken_as_they_should_be(target: str) -> None:
    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(inputs(targets.seeds(target)))
    def takes(data: bytes) -> None:
        targets.ALL_TARGETS[target](data)

    takes()


def test_what_breaks_or_hangs_is_found_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = tmp_path / "child.py"
    child.write_text(
        "import time\n"
        "from tests.fuzz import child, targets\n"
        "def broken(data):\n"
        "    if len(data) % 3 == 0: raise KeyError('broken')\n"
        "    if len(data) % 3 == 1:\n"
        "        while True: pass\n"
        "targets.ALL_TARGETS['txt'] = broken\n"
        "child.SECONDS = 0.05\n"
        "child.main()\n"
    )
    monkeypatch.setattr(fuzz, "CHILD", (sys.executable, "-P", str(child)))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    for seconds in (1.5, 6, 24, 60):  # on a busy machine the time may be over before a process has started
        result = fuzz.fuzzed("txt", tmp_path, seconds, 1)
        if result.inputs > 3:
            break
    assert result.inputs > 3
    assert set(result.found) == {"KeyError: 'broken'", "too slow"}
    assert all((tmp_path / name).exists() for names in result.found.values() for name in names)
