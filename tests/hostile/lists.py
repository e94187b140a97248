"""Entity lists, exceptions from conversion and settings that mean harm, and what the reader must say of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.hostile.sequences import ALL, CANARY, LIKE_MARKUP, TOGETHER

if TYPE_CHECKING:
    from collections.abc import Iterator

HARM = "".join(one for one in TOGETHER if not 0xD800 <= ord(one) < 0xE000)


def quoted(text: str) -> str:
    """Return a text as a string of TOML, which writes controls as JSON does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def entity(own: str, name: str, more: str = "") -> str:
    """Return one entry of an entity list."""
    return f'[[entity]]\nid = "{own}"\ntype = "person"\nnames = {{ zh-Hans = {quoted(name)} }}\n{more}\n'


ENTITIES = (
    entity("cabin", "木屋", f'aliases = ["三个人"]\ndescription = {quoted(" ".join(LIKE_MARKUP.values()))}\n')
    + "".join(entity(f"harm-{number}", harm) for number, harm in enumerate(ALL.values()))
    + entity("told", "湖边", f"description = {quoted(' '.join(HARM.split()))}\n")
    + entity("marks", "船" + "\u0301" * 5_000)
    + f"[[entity]]\nid = {quoted(HARM)}\n"
    + f"[[entity]]\nid = 'x'\n{quoted(HARM)} = 1\n"
    + f"[[entity]]\nid = 'y'\ntype = {quoted(HARM)}\nnames = {{ zh-Hans = '丙' }}\n"
    + f"[{quoted(HARM)}]\n"
).encode("utf-8", "replace")
"""A list that can be read, with harm in names, descriptions, ids, types and keys."""
EXCEPTIONS = (
    "".join(f"[[phrase]]\ntext = {quoted(harm)}\nzh-Hant = {quoted(harm)}\n" for harm in ALL.values())
    + f"[[phrase]]\ntext = '木屋'\nzh-Hant = '木屋'\n{quoted(HARM)} = 'x'\n[{quoted(HARM)}]\n"
).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class HostileList:
    """A file of TOML, and whether anything of it may hold."""

    name: str
    data: bytes


def lists() -> Iterator[HostileList]:
    """Yield files that may stand where a list, exceptions or settings are looked for."""
    yield HostileList("empty", b"")
    yield HostileList("a mark alone", b"\xef\xbb\xbf")
    yield HostileList("no text", bytes(range(256)) * 20)
    yield HostileList("wide", "\ufeff[[entity]]".encode("utf-16"))
    yield HostileList("half a pair", b"[[entity]]\nid = '\xed\xa0\x80'\n")
    yield HostileList("raw controls", f"[[entity]]\nid = '{HARM}'\n".encode("utf-8", "replace"))
    yield HostileList("harm as a key", f"{quoted(HARM)} = 1\n".encode("utf-8", "replace"))
    yield HostileList("harm as a table", f"[{quoted(HARM)}]\nx = 1\n".encode("utf-8", "replace"))
    yield HostileList("deep arrays", b"x = " + b"[" * 100_000)
    yield HostileList("deep tables", b"x = " + b"{a=" * 100_000)
    yield HostileList("deep keys", b"a" + b".a" * 10_000 + b" = 1\n")
    yield HostileList("deep header", b"[a" + b".a" * 10_000 + b"]\n")
    yield HostileList("many headers", b"".join(b"[a%d]\n" % number for number in range(2_000)))
    yield HostileList("one table again", b"[a]\n" * 2)
    yield HostileList("long string", b"x = '''" + b"x" * 1_000_000)
    yield HostileList("long number", b"x = " + b"9" * 100_000 + b"\n")
    yield HostileList("long hexadecimal", b"x = 0x" + b"f" * 100_000 + b"\n")
    yield HostileList("long float", b"x = 1" + b"0" * 100_000 + b"e99999999999\n")
    yield HostileList("odd date", b"x = 9999-99-99T99:99:99\n")
    yield HostileList("other kinds", b"entity = 1\nphrase = 'x'\ndistinct = {}\nmention = [1, [2], {a=3}]\nkeys = []\n")
    yield HostileList("tables of other kinds", b"[[entity]]\nid=1\ntype=[]\nnames=7\n[[phrase]]\ntext=1\n[keys]\nx=1\n")
    yield HostileList(
        "names of other kinds", b"[[entity]]\nid='a'\ntype='person'\nnames={zh-Hans=[[1]]}\naliases=[{}]\n"
    )
    yield HostileList("merges in a circle", circle())
    yield HostileList("one id of many", entity("a", "甲").encode() * 500)
    yield HostileList("entities", ENTITIES)
    yield HostileList("exceptions", EXCEPTIONS)
    yield HostileList("endless name", entity("long", "湖" * 200_000).encode())
    yield HostileList("endless id", entity("x" * 200_000, "湖").encode())
    yield HostileList("empty name", entity("none", "").encode())
    yield HostileList("name of marks", entity("marks", "\u0301" * 1_000).encode())
    yield HostileList("letters as a name", entity("letter", "的").encode() + entity("l", "a").encode())


def circle() -> bytes:
    """Return a list in which each is the same as the next, round about."""
    each = (f'[[entity]]\nid = "m{one}"\nmerged_into = "m{(one + 1) % 300}"\n' for one in range(300))
    return "".join(each).encode() + f"# {CANARY}\n".encode()
