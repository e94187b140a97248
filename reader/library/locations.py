"""Where things are kept: the only place that knows the folders of the platform and of the package."""

from __future__ import annotations

from pathlib import Path

from platformdirs import PlatformDirs

ENTITY_LIST = "entities.toml"
"""The name of an entity list, in a library's folder and in the user's."""
EXCEPTIONS = "conversion.toml"
"""The name of a file with exceptions from conversion, in the same folders."""
IMPORTED_LISTS = "lists"
"""The folder of imported entity lists, in the user's."""

_DIRECTORIES = PlatformDirs("reader", appauthor=False)


def seeds() -> Path:
    """Return the folder of the sample documents that come with the app, and of the shipped entity list."""
    package = Path(__file__).parent.parent
    installed = package / "seeds"
    return installed if installed.is_dir() else package.parent / "seeds"


def shipped_entity_list() -> Path:
    """Return the entity list that comes with the app."""
    return seeds() / ENTITY_LIST


def user_entity_list() -> Path:
    """Return the user's own entity list, which need not exist."""
    return Path(_DIRECTORIES.user_config_dir) / ENTITY_LIST


def imported_list(name: str) -> Path:
    """Return the file of an imported list of this name, which need not exist."""
    return Path(_DIRECTORIES.user_config_dir) / IMPORTED_LISTS / f"{name}.toml"


def imported_lists() -> tuple[Path, ...]:
    """Return the files of all imported lists, in the order of their names."""
    return tuple(sorted((Path(_DIRECTORIES.user_config_dir) / IMPORTED_LISTS).glob("*.toml")))


def decision_log() -> Path:
    """Return the log of all that the app has done to the user's own entity list, which need not exist.

    Beside the list, so that both are kept, copied and moved together.
    """
    return Path(_DIRECTORIES.user_config_dir) / "decisions.jsonl"


def user_exceptions() -> Path:
    """Return the user's own file with exceptions from conversion, which need not exist."""
    return Path(_DIRECTORIES.user_config_dir) / EXCEPTIONS


def settings_file() -> Path:
    """Return the user's file of settings, which need not exist."""
    return Path(_DIRECTORIES.user_config_dir) / "settings.toml"


def state_file() -> Path:
    """Return the database of what is remembered: it holds what cannot be had again."""
    return Path(_DIRECTORIES.user_state_dir) / "state.sqlite"


def index_file() -> Path:
    """Return the database of what is known of documents: it can be thrown away at any time."""
    return Path(_DIRECTORIES.user_cache_dir) / "index.sqlite"


def compiled_lists() -> Path:
    """Return the folder of what big entity lists state, in a form read fast: it can be thrown away at any time."""
    return Path(_DIRECTORIES.user_cache_dir) / "lists"


def parsed_documents() -> Path:
    """Return the folder of documents that were parsed: it can be thrown away at any time."""
    return Path(_DIRECTORIES.user_cache_dir) / "documents"


def log_file() -> Path:
    """Return the file that the full story of an error goes to."""
    return Path(_DIRECTORIES.user_state_dir) / "reader.log"


def copied_file() -> Path:
    """Return the file that copied text goes to where there is no clipboard."""
    return Path(_DIRECTORIES.user_state_dir) / "copied.txt"
