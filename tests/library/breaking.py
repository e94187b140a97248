"""A name that breaks the analysis of the documents it stands in; a child process can import it from here."""

from __future__ import annotations

import os
from dataclasses import dataclass

from reader.entities.entity import UNDETERMINED, Entity, Name


@dataclass(frozen=True)
class BreakingName(Name):
    """Raises an error when it is asked whether it is short."""

    def __getattribute__(self, attribute: str) -> object:
        if attribute == "short":
            raise RuntimeError("木屋塌了")
        return super().__getattribute__(attribute)


@dataclass(frozen=True)
class KillingName(Name):
    """Kills the process in which it is asked whether it is short, if that is not the one it was made in."""

    process: int = 0

    def __getattribute__(self, attribute: str) -> object:
        if attribute == "short" and super().__getattribute__("process") != os.getpid():
            os._exit(9)
        return super().__getattribute__(attribute)


def breaking(name: str) -> Entity:
    """Return an entity that breaks the analysis."""
    return Entity("breaking", "person", (BreakingName({UNDETERMINED: name}),), {"zh-Hans": name})


def killing(name: str) -> Entity:
    """Return an entity that kills the child process that analyses it."""
    return Entity("killing", "person", (KillingName({UNDETERMINED: name}, process=os.getpid()),), {"zh-Hans": name})
