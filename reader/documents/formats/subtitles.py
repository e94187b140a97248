"""Subtitles: SubRip (`.srt`), WebVTT (`.vtt`), Advanced SubStation Alpha (`.ass`, `.ssa`).

The source text is what is said, one cue a paragraph, in the order of the file, without times and numbers and without
codes of style; both lines of a cue in two languages stay, each on its own. Of SubStation the lines of dialogue count,
not those that draw; who speaks stands before a line where the file says so and it is not the name of a style. Its
lines come in the order in which they are shown, whatever groups they stand in, and one that is shown several times at
once (layers of an effect), or in one frame after the other as it moves, comes once.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.decoding import UnreadableDocumentError, decode
from reader.documents.formats.source import Source
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 32 * 2**20

_LINE = re.compile("\r\n|[\n\r]")
_CLOCK = r"(?:\d{1,3}:)?\d{1,3}:\d{1,2}[,.]\d{1,3}"
_TIMES = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}")
_TAG = re.compile(r"</?(?:[biusc]|v|lang|ruby|font)(?:[\s.][^<>]{0,200})?>|<\d{1,3}:[\d:.]{1,12}>", re.IGNORECASE)
_READING = re.compile(r"<rt(?:\s[^<>]{0,200})?>([^<>]{0,200})</rt>", re.IGNORECASE)
_SPEAKER = re.compile(r"<v(?:\.[^\s<>]{0,80})?\s+([^<>]{1,80})>")
_OVERRIDE = re.compile(r"\{[^{}]*\}")
_CODES = re.compile(r"\{\\[^{}]*\}")
_NO_CHARACTER = re.compile("&#(?:[0-9]{9,}|[xX][0-9A-Fa-f]{9,});?")
"""A reference to no character: its number is too long to be that of one, or for Python to read."""
_DRAWS = re.compile(r"\\p[1-9]")
_NOBODY = "NTP"
"""What old programs write where nobody is named (`*Default,NTP,0000`)."""
_PLACES = re.compile(r"\\(?:pos|move)\(")
_SHOWN_AT = re.compile(r"\s*(\d{1,3}):(\d{1,2}):(\d{1,2})[.,:](\d{2})")
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:WEBVTT|\[Script Info\]|"
    rb"\d{1,6}\s{0,4}\r?\n\s{0,4}\d{1,3}:\d{1,2}:\d{1,2}[,.]\d{1,3}\s*-->)"
)


def begins(data: bytes) -> bool:
    """Return whether a file begins as subtitles."""
    return _BEGINS.match(data[:512]) is not None


def read(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Return what is said in subtitles; they are called by their title or else by their file's name.

    Raises:
        UnreadableDocumentError: when they are no text, or too much.
    """
    if len(data) > MOST_BYTES:
        message = _("more than {size} MB of subtitles; save them as text to read them here")
        raise UnreadableDocumentError(message.format(size=MOST_BYTES // 2**20))
    decoded = decode(data, encoding)
    lines = _LINE.split(decoded.text)
    is_script = any(line.strip().lower() in ("[events]", "[script info]") for line in lines[:2000])
    cues = [cue for cue in (_spoken(lines) if is_script else _cues(lines)) if cue]
    text = "\n\n".join(cues) + ("\n" if cues else "")
    title = _script_title(lines) if is_script else ""
    return Source(text, decoded.label, decoded.replaced, title=title or PurePath(name).stem.strip("-"))


def _cues(lines: list[str]) -> Iterator[str]:
    """Yield what is said in each cue of SubRip or WebVTT."""
    cue: list[str] | None = None
    for index, line in enumerate(lines):
        if _TIMES.match(line):
            if cue is not None:
                yield "\n".join(cue[:-1] if _is_number(lines[index - 1]) else cue)  # no empty line before its number
            cue = []
        elif cue is not None and (shown := _shown(line)):
            cue.append(shown)
        elif cue is not None and not line.strip() and not _goes_on(lines, index):
            yield "\n".join(cue)
            cue = None
    if cue is not None:
        yield "\n".join(cue)


def _is_number(line: str) -> bool:
    return line.strip().isdecimal()


def _goes_on(lines: list[str], index: int) -> bool:
    """Return whether a cue goes on behind an empty line: no number, time, note or end comes next."""
    after = [line.strip() for line in lines[index + 1 : index + 3]]
    if not after or not after[0] or _TIMES.match(after[0]):
        return False
    return not ((len(after) > 1 and _TIMES.match(after[1])) or after[0].startswith(("NOTE", "STYLE", "REGION")))


def _shown(line: str) -> str:
    speaker = _SPEAKER.search(line)
    said = _READING.sub(r"（\1）", line)
    said = unescape(_NO_CHARACTER.sub("\ufffd", _TAG.sub("", _CODES.sub("", said)))).strip()
    return f"{speaker[1].strip()}：{said}" if speaker and said else said


class _Line(NamedTuple):
    """A line of dialogue of SubStation Alpha."""

    start: int
    """Hundredths of a second."""
    end: int
    said: str
    is_placed: bool
    """Whether it is shown at a place of its own, as what moves is, frame by frame."""


def _spoken(lines: list[str]) -> Iterator[str]:
    """Yield what is said in the lines of dialogue of SubStation Alpha, in the order in which they are shown."""
    until: dict[str, int] = {}
    for line in sorted(_dialogue(lines), key=lambda line: line.start):
        before = until.get(line.said, -1)
        if line.start > before or (line.start == before and not line.is_placed):
            yield line.said
        until[line.said] = max(before, line.end)


def _dialogue(lines: list[str]) -> Iterator[_Line]:
    """Yield the lines of dialogue of SubStation Alpha; one without a time belongs to the one before it."""
    columns: list[str] = []
    is_events = False
    nobody = {"", _NOBODY}
    start = 0
    for line in lines:
        if line.startswith("["):
            is_events = line.strip().lower() == "[events]"
        key, _colon, rest = line.partition(":")
        kind = key.strip().lower()
        if kind == "style":
            nobody.add(rest.partition(",")[0].strip())
        elif is_events and kind == "format":
            columns = [column.strip().lower() for column in rest.split(",")]
        elif is_events and kind == "dialogue":
            names = columns or [
                "layer",
                "start",
                "end",
                "style",
                "name",
                "marginl",
                "marginr",
                "marginv",
                "effect",
                "text",
            ]
            fields = dict(zip(names, rest.split(",", len(names) - 1), strict=False))
            text = fields.get("text", "")
            if _has(text, _DRAWS):
                continue
            plain = _OVERRIDE.sub("", text).replace("\\N", "\n").replace("\\n", "\n").replace("\\h", "\u00a0")
            said = "\n".join(part for part in (part.strip() for part in plain.split("\n")) if part)
            name = (fields.get("name") or fields.get("actor") or "").strip()
            start = _hundredths(fields.get("start", ""), start)
            end = _hundredths(fields.get("end", ""), start)
            spoken = f"{name}：{said}" if said and name not in nobody else said
            yield _Line(start, end, spoken, _has(text, _PLACES))


def _hundredths(time: str, otherwise: int) -> int:
    """Return what a time tells, in hundredths of a second."""
    if not (told := _SHOWN_AT.match(time)):
        return otherwise
    hours, minutes, seconds, hundredths = map(int, told.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 100 + hundredths


def _has(text: str, code: re.Pattern[str]) -> bool:
    return any(code.search(codes[0]) for codes in _OVERRIDE.finditer(text))


def _script_title(lines: list[str]) -> str:
    titles = (line.partition(":")[2].strip() for line in lines[:200] if line.lower().startswith("title:"))
    return next((title for title in titles if title.lower() not in ("", "default aegisub file", "<untitled>")), "")
