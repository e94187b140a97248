"""A terminal emulator: what a person would see of the bytes that a program writes, cell by cell.

It knows what full-screen programs use of ECMA-48 and xterm's control sequences, and measures by Unicode's own table
(UAX #11), not by ours: characters of ambiguous width take one cell or two, as a real terminal is set. Whatever it is
sent that it does not know, or that no program should send, it writes down, and so it does with text that runs out of a
line: a test can assert that there was none.
"""

from __future__ import annotations

import re
import unicodedata
from codecs import getincrementaldecoder
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ESCAPE = "\x1b"
JOINER, EMOJI_STYLE = "\u200d", "\ufe0f"

PART = re.compile(
    "(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    "|\x1b\\[(?P<parameters>[0-?]*)(?P<final>[ -/]*[@-~])"
    "|\x1b\\](?P<command>[^\x07\x1b]*)(?:\x07|\x1b\\\\)"
    "|\x1b(?P<escape>[ -/]*[0-OQ-WYZ\\\\`-~])"
    "|(?P<control>[\x00-\x1a\x1c-\x1f\x7f-\x9f])"
)
"""A stretch of text, a control sequence (CSI), an operating system command (OSC), an escape sequence or a control."""
BEGUN = re.compile("\x1b(?:\\[[0-?]*[ -/]*|\\][^\x07\x1b]*\x1b?|[ -/]*)")
"""A sequence whose end has not come yet."""
COLOURS = re.compile(
    "(?P<place>[34]8)[;:](?:2[;:]+(?P<red>\\d+)[;:](?P<green>\\d+)[;:](?P<blue>\\d+)|5[;:](?P<n>\\d+))"
)
NOT_FOR_THE_EYE = re.compile(
    "[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Characters that reorder, hide or are no characters; lone surrogates stand for bytes that are not UTF-8."""
MODES = {7, 25, 1000, 1002, 1003, 1004, 1006, 1015, 1016, 1049, 2004, 2026, 2048}
"""Private modes that programs may set: wrapping, the cursor, the mouse, focus, the other screen, paste, frames."""
WRAPS, SHOWS_CURSOR, OTHER_SCREEN, FRAME = 7, 25, 1049, 2026
SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
HANGUL_JOINED = {*range(0x1160, 0x1200), *range(0xD7B0, 0xD800)}
IDEOGRAPHS = 0x20000
"""From here on what no character has been given for is wide."""
SWITCHES = {
    1: ("bold", True),
    2: ("dim", True),
    3: ("italic", True),
    4: ("underline", True),
    5: ("blink", True),
    7: ("reverse", True),
    8: ("hidden", True),
    9: ("struck", True),
    21: ("underline", True),
    23: ("italic", False),
    24: ("underline", False),
    25: ("blink", False),
    27: ("reverse", False),
    28: ("hidden", False),
    29: ("struck", False),
}
"""What the parameters of SGR switch on and off; 22 does it to two at once."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is drawn."""

    bold: bool = False
    dim: bool = False
    italic: bool = False
    underline: bool = False
    blink: bool = False
    reverse: bool = False
    hidden: bool = False
    struck: bool = False
    foreground: str = ""
    """`#rrggbb`, or the number of a colour of the terminal; empty for its own."""
    background: str = ""


PLAIN = Look()


class Cell(NamedTuple):
    """A cell of the screen."""

    text: str
    """A character with all that is joined to it; empty in the right half of a wide one."""
    look: Look


BLANK = Cell(" ", PLAIN)


class Widths(dict[str, int]):
    """How many cells each character takes: 0, 1 or 2."""

    def __init__(self, ambiguous: int) -> None:
        super().__init__()
        self._ambiguous = ambiguous

    def __missing__(self, character: str) -> int:
        width = self[character] = self._measured(character)
        return width

    def _measured(self, character: str) -> int:
        category = unicodedata.category(character)
        if category in ("Mn", "Me", "Cf") and character != "\u00ad":
            return 0
        if category == "Cn" and ord(character) < IDEOGRAPHS:
            return 1
        if ord(character) in HANGUL_JOINED:
            return 0
        of = unicodedata.east_asian_width(character)
        return 2 if of in "WF" else self._ambiguous if of == "A" else 1


class Emulator:
    """A terminal's screen."""

    def __init__(
        self, columns: int, rows: int, *, ambiguous: int = 1, answer: Callable[[bytes], None] | None = None
    ) -> None:
        """Make a terminal.

        Args:
            columns: how many cells a line has.
            rows: how many lines there are.
            ambiguous: how many cells a character of ambiguous width takes, 1 or 2.
            answer: is given what the terminal answers when it is asked something; None for one that does not answer.
        """
        self.columns, self.rows = columns, rows
        self.column = self.row = 0
        """Where the cursor is; a column behind the last one means that the line is full."""
        self.commands: list[str] = []
        """Operating system commands received: titles, the clipboard, links."""
        self.unexpected: list[str] = []
        """What was received that no program should send to a terminal, or that this one does not know."""
        self.overflowed: list[str] = []
        """Text for which there was no room in its line, each with its place."""
        self.most_in_a_cell = 0
        """Code points of the most that ever stood in one cell."""
        self.bells = 0
        self.frames = 0
        """How many synchronized updates have ended."""
        self.after_frame: Callable[[], None] | None = None
        """Is called whenever one has."""
        self._widths = Widths(ambiguous)
        self._answer = answer
        self._decode = getincrementaldecoder("utf-8")("surrogateescape").decode
        self._rest = ""
        self._look = PLAIN
        self._looks: dict[tuple[Look, str], Look] = {}
        self._modes = {WRAPS: True, SHOWS_CURSOR: True}
        self._saved = (0, 0, PLAIN)
        self._last: tuple[int, int] | None = None
        self._joining = False
        self._main = self._blank_screen()
        self._other = self._blank_screen()

    # What is seen

    @property
    def cells(self) -> list[list[Cell]]:
        """The cells of the screen, line by line."""
        return self._other if self.on_other_screen else self._main

    @property
    def lines(self) -> list[str]:
        """The text of each line, blanks included."""
        return ["".join([text for text, _look in row]) for row in self.cells]

    def text(self, row: int, first: int = 0, end: int | None = None) -> str:
        """Return the text in the cells of a line from one column to before another."""
        return "".join([text for text, _look in self.cells[row][first:end]])

    @property
    def on_other_screen(self) -> bool:
        """Whether the alternate screen is shown."""
        return self._modes.get(OTHER_SCREEN, False)

    @property
    def shows_cursor(self) -> bool:
        """Whether the cursor is shown."""
        return self._modes[SHOWS_CURSOR]

    @property
    def wraps(self) -> bool:
        """Whether text that reaches the end of a line goes on in the next."""
        return self._modes[WRAPS]

    @property
    def in_frame(self) -> bool:
        """Whether a synchronized update has begun and not ended: what is on the screen is not to be looked at yet."""
        return self._modes.get(FRAME, False)

    # What is received

    def feed(self, data: bytes) -> None:
        """Take what a program writes; what is cut off in the middle waits for its rest."""
        received = self._rest + self._decode(data)
        place, length = 0, len(received)
        while place < length:
            part = PART.match(received, place)
            if part is not None:
                self._take(part)
                place = part.end()
            elif BEGUN.fullmatch(received, place):
                break
            else:
                self._note(received[place])
                place += 1
        self._rest = received[place:]

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the screen; what does not fit any more is lost."""
        self.columns, self.rows = columns, rows
        for screen in (self._main, self._other):
            for row in screen:
                del row[columns:]
                row += [BLANK] * (columns - len(row))
            del screen[rows:]
            screen += self._blank_screen()[len(screen) :]
        self._move_to(self.column, self.row)

    def _take(self, part: re.Match[str]) -> None:
        kind = part.lastgroup
        if kind == "text":
            self._write(part["text"])
        elif kind == "final":
            self._control_sequence(part["parameters"], part["final"])
        elif kind == "command":
            self.commands.append(part["command"])
        elif kind == "escape":
            self._escape(part["escape"])
        else:
            self._control(part["control"])

    def _note(self, received: str) -> None:
        self.unexpected.append(repr(received))

    # Text

    def _write(self, text: str) -> None:
        cells, look, widths = self.cells, self._look, self._widths
        for found in NOT_FOR_THE_EYE.finditer(text):
            self._note(found[0])
        for character in text:
            width = widths[character]
            if width == 0 or ((self._joining or character in SKIN_TONES) and self._joins(character)):
                self._join(character)
                continue
            if self.column + width > self.columns and not self._make_room(character):
                continue
            row, column = cells[self.row], self.column
            if not row[column].text:
                row[column - 1] = Cell(" ", row[column - 1].look)
            if column + width < self.columns and not row[column + width].text:
                row[column + width] = Cell(" ", row[column + width].look)
            row[column] = Cell(character, look)
            if width == 2:
                row[column + 1] = Cell("", look)
            self._last = (self.row, column)
            self.column += width

    def _make_room(self, character: str) -> bool:
        """Go on in the next line where the line is full; return whether there is room for a character now."""
        if self.wraps:
            self.column = 0
            self._line_feed()
            return self._widths[character] <= self.columns
        self.overflowed.append(f"{character!r} in line {self.row}: {self.text(self.row).rstrip()}")
        return False

    def _joins(self, character: str) -> bool:
        """Return whether a character that has a width of its own is drawn as one with what stands before it."""
        joining, self._joining = self._joining, False
        if joining:
            return unicodedata.category(character) == "So"
        if self._last is None:
            return False
        row, column = self._last
        return unicodedata.category(self.cells[row][column].text[0]) == "So"

    def _join(self, character: str) -> None:
        """Join a character to what was written last; an emoji style makes a narrow sign a wide one."""
        if self._last is None:
            self._note(character)
            return
        line, column = self._last
        row = self.cells[line]
        text, look = row[column]
        row[column] = Cell(text + character, look)
        self.most_in_a_cell = max(self.most_in_a_cell, len(text) + 1)
        self._joining = character == JOINER
        narrow = self.column == column + 1
        if character == EMOJI_STYLE and narrow and unicodedata.category(text[0])[0] in "SNP":
            if column + 1 < self.columns:
                row[column + 1] = Cell("", look)
                self.column += 1
            else:
                self.overflowed.append(f"{text + character!r} in line {line}")

    # Controls

    def _nothing_to_join(self) -> None:
        self._last, self._joining = None, False

    def _control(self, control: str) -> None:
        self._nothing_to_join()
        if control == "\r":
            self.column = 0
        elif control == "\n":
            self._line_feed()
        elif control == "\b":
            self._move_to(min(self.column, self.columns - 1) - 1, self.row)
        elif control == "\a":
            self.bells += 1
        else:
            self._note(control)

    def _line_feed(self) -> None:
        if self.row < self.rows - 1:
            self.row += 1
            return
        if self.on_other_screen:
            self._note("\n")  # a full-screen program that scrolls its screen has lost its first line
        self.cells.pop(0)
        self.cells.append([BLANK] * self.columns)

    def _escape(self, sequence: str) -> None:
        self._nothing_to_join()
        if sequence == "7":
            self._saved = (self.column, self.row, self._look)
        elif sequence == "8":
            column, row, self._look = self._saved
            self._move_to(column, row)
        elif sequence not in ("=", ">", "(B"):
            self._note(ESCAPE + sequence)

    def _control_sequence(self, parameters: str, final: str) -> None:
        if final == "m" and not parameters.startswith((">", "?")):
            self._change_look(parameters)
            return
        self._nothing_to_join()
        numbers = [int(number) if number.isdecimal() else 0 for number in parameters.lstrip("?").split(";")]
        known = (
            self._private(parameters, final, numbers)
            if parameters[:1] in ("?", ">", "<", "=")
            else (parameters.replace(";", "").isdecimal() or not parameters) and self._public(final, numbers)
        )
        if not known:
            self._note(f"{ESCAPE}[{parameters}{final}")

    def _public(self, final: str, numbers: Sequence[int]) -> bool:
        """Do what a control sequence of ECMA-48 says; return whether it is known."""
        first = numbers[0]
        second = numbers[1] if len(numbers) > 1 else 0
        count = max(1, first)
        column = min(self.column, self.columns - 1)
        match final:
            case "H" | "f":
                self._move_to(second - 1, first - 1)
            case "A":
                self._move_to(column, self.row - count)
            case "B":
                self._move_to(column, self.row + count)
            case "C":
                self._move_to(column + count, self.row)
            case "D":
                self._move_to(column - count, self.row)
            case "G":
                self._move_to(count - 1, self.row)
            case "d":
                self._move_to(column, count - 1)
            case "J" if first < 4:
                self._erase_lines(first)
            case "K" if first < 3:
                self._erase(self.row, *((column, self.columns), (0, column + 1), (0, self.columns))[first])
            case "X":
                self._erase(self.row, column, min(column + count, self.columns))
            case "n" if first == 6:
                self._say(f"{ESCAPE}[{self.row + 1};{column + 1}R")
            case "n" if first == 5:
                self._say(f"{ESCAPE}[0n")
            case "c":
                self._say(f"{ESCAPE}[?62;22c")
            case _:
                return False
        return True

    def _private(self, parameters: str, final: str, numbers: Sequence[int]) -> bool:
        """Do what a control sequence of xterm's or kitty's says; return whether it is known."""
        if parameters[0] != "?":
            return parameters[0] in "<>=" and final == "u"  # the keyboard protocol: this terminal does not have it
        if final == "$p":
            self._say(f"{ESCAPE}[?{numbers[0]};{2 if numbers[0] == FRAME else 0}$y")
            return True
        if final not in ("h", "l") or not MODES.issuperset(numbers):
            return False
        for mode in numbers:
            self._set_mode(mode, final == "h")
        return True

    def _set_mode(self, mode: int, on: bool) -> None:
        before = self._modes.get(mode, False)
        if mode == OTHER_SCREEN and on and not before:
            self._saved = (self.column, self.row, self._look)
            self._other = self._blank_screen()
        self._modes[mode] = on
        if mode == OTHER_SCREEN and before and not on:
            column, row, self._look = self._saved
            self._move_to(column, row)
        if mode == FRAME and before and not on:
            self.frames += 1
            if self.after_frame is not None:
                self.after_frame()

    def _say(self, answer: str) -> None:
        if self._answer is not None:
            self._answer(answer.encode())

    def _move_to(self, column: int, row: int) -> None:
        self.column = max(0, min(column, self.columns - 1))
        self.row = max(0, min(row, self.rows - 1))

    # Erasing

    def _blank_screen(self) -> list[list[Cell]]:
        return [[BLANK] * self.columns for _ in range(self.rows)]

    def _erase_lines(self, what: int) -> None:
        """Erase from the cursor on, up to it, or everything."""
        column = min(self.column, self.columns - 1)
        for row in range(self.rows):
            if (what == 0 and row > self.row) or (what == 1 and row < self.row) or what > 1:
                self._erase(row, 0, self.columns)
        if what < 2:
            self._erase(self.row, *((column, self.columns), (0, column + 1))[what])

    def _erase(self, row: int, first: int, end: int) -> None:
        """Blank cells of a line; half of a wide character that is left over goes too."""
        line = self.cells[row]
        if not line[first].text:
            line[first - 1] = Cell(" ", line[first - 1].look)
        if end < self.columns and not line[end].text:
            line[end] = Cell(" ", line[end].look)
        line[first:end] = [Cell(" ", Look(background=self._look.background))] * (end - first)

    # Looks

    def _change_look(self, parameters: str) -> None:
        key = (self._look, parameters)
        if key not in self._looks:
            self._looks[key] = self._changed(self._look, parameters)
        self._look = self._looks[key]

    def _changed(self, look: Look, parameters: str) -> Look:
        """Return a look as SGR changes it."""
        for code, colour in self._codes(parameters):
            if code in SWITCHES:
                name, on = SWITCHES[code]
                switched: dict[str, Any] = {name: on}
                look = replace(look, **switched)
            elif code == 22:
                look = replace(look, bold=False, dim=False)
            elif code == 0:
                look = PLAIN
            elif code in (38, 39) or 30 <= code <= 37 or 90 <= code <= 97:
                look = replace(look, foreground=colour)
            elif code in (48, 49) or 40 <= code <= 47 or 100 <= code <= 107:
                look = replace(look, background=colour)
            else:
                self._note(f"{ESCAPE}[{parameters}m")
        return look

    def _codes(self, parameters: str) -> Iterator[tuple[int, str]]:
        """Yield each parameter of SGR, with the colour that it sets, if it does."""
        place = 0
        while place <= len(parameters):
            if found := COLOURS.match(parameters, place):
                red, green, blue, number = found.group("red", "green", "blue", "n")
                colour = number or f"#{int(red):02x}{int(green):02x}{int(blue):02x}"
                yield int(found["place"]), colour
                place = found.end() + 1
                continue
            end = parameters.find(";", place)
            end = len(parameters) if end < 0 else end
            code, _, kind = parameters[place:end].partition(":")
            number = int(code) if code.isdecimal() and code not in ("38", "48") else -1 if code else 0
            if number == 4 and kind == "0":
                number = 24
            bright = 8 if number >= 90 else 0
            yield number, "" if number in (39, 49) else str(number % 10 + bright)
            place = end + 1
