"""Front matter: what stands before a Markdown text about it, in the fences of YAML (`---`) or of TOML (`+++`).

Of YAML only plain keys with words, words in quotes and lists of such are read; nothing of it is ever carried out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.documents import toml
from reader.documents.paragraphs import Span

LONGEST_FRONT = 16_384
"""Code points of front matter."""

_OPENING = re.compile(r"(?P<fence>---|\+\+\+)[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"(?:^|(?<=\r))(?:\+\+\+|---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before a text about it."""

    span: Span
    """With both its fences and the line end behind."""
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    language: str = ""


def front_matter(text: str) -> FrontMatter | None:
    """Return what stands before a text about it; None where there is nothing."""
    opening = _OPENING.match(text)
    if opening is None:
        return None
    end = _CLOSING.search(text[:LONGEST_FRONT], opening.end())
    if end is None or (end[0].startswith("+") != (opening["fence"] == "+++")):
        return None
    if end.end() == LONGEST_FRONT < len(text) and end[0][-1] not in "\r\n":  # the line may go on
        return None
    body = text[opening.end() : end.start()]
    stated = _toml(body) if opening["fence"] == "+++" else _yaml(body)
    if not stated:
        return None
    return FrontMatter(
        Span(0, end.end()),
        title=_one(stated, "title", "标题", "標題"),
        authors=tuple(stated.get("author") or stated.get("authors") or stated.get("作者") or ()),
        date=_one(stated, "date", "日期"),
        language=_one(stated, "lang", "language"),
    )


def _one(stated: dict[str, list[str]], *keys: str) -> str:
    return next((values[0] for key in keys if (values := stated.get(key))), "")


def _toml(body: str) -> dict[str, list[str]]:
    try:
        stated = toml.parsed(body.replace("\r\n", "\n").replace("\r", "\n"))
    except (ValueError, RecursionError):
        return {}
    return {
        key.lower(): [str(one) for one in (value if isinstance(value, list) else [value]) if _is_one(one)]
        for key, value in stated.items()
    }


def _is_one(value: object) -> bool:
    """Return whether a value is no table or array, which may be nested too deep to be written."""
    return not isinstance(value, (dict, list))


def _yaml(body: str) -> dict[str, list[str]]:
    """Return the plain keys of YAML with their values: words, words in quotes, lists of such."""
    stated: dict[str, list[str]] = {}
    key = ""
    for line in re.split("\r\n|[\n\r]", body):
        if item := re.match(r"\s*-\s+(.*)", line):
            if key:
                stated[key].append(_word(item[1]))
            continue
        if pair := re.match(r"([\w-]{1,40})\s*[:：]\s*(.*)", line):
            key = pair[1].lower()
            value = pair[2].strip()
            is_list = value.startswith("[") and value.endswith("]")
            words = [_word(one) for one in re.split("[,，]", value[1:-1])] if is_list else [_word(value)]
            stated[key] = [word for word in words if word]
    return stated


def _word(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.partition(" #")[0].strip()
