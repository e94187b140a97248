"""What all tests share: a home of their own, English as the language, the documents they read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from reader import language
from reader.library import locations

REAL_DOCUMENTS = "READER_REAL_DOCUMENTS"
"""The environment variable that names the folder of the five real articles, which are not in the repository."""

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("thorough", deadline=None, max_examples=3000)
settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home that nobody has used before, and a plain English locale."""
    home = tmp_path_factory.mktemp("home")
    move_into(home, monkeypatch)
    return home


def move_into(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have all that is remembered in a home, and a plain English locale."""
    monkeypatch.setenv("HOME", str(home))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    for variable in ("LANGUAGE", *(name for name in os.environ if name.startswith("LC_"))):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANG", "C.UTF-8")
    language.use("en")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Return the folder of the project's own documents."""
    return locations.seeds()


@pytest.fixture(scope="session")
def real_documents() -> Path:
    """Return the folder of the five real articles; without it the test is skipped."""
    folder = os.environ.get(REAL_DOCUMENTS)
    if not folder:
        pytest.skip(f"{REAL_DOCUMENTS} names no folder: the real articles are not in the repository")
    return Path(folder)
