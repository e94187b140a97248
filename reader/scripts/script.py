"""Scripts: how a text is written, and how a reader wants to see it."""

from __future__ import annotations

from enum import StrEnum


class Script(StrEnum):
    """A script to show text in: a BCP 47 tag, or `original` for as written."""

    ORIGINAL = "original"
    HANS = "zh-Hans"
    HANT = "zh-Hant"
    TW = "zh-TW"
    HK = "zh-HK"

    @classmethod
    def parse(cls, word: str) -> Script:
        """Return the script that a person named, as a tag or in words (`simplified`, `taiwan`), in any case.

        Raises:
            ValueError: when there is no such script.
        """
        folded = word.casefold()
        for script in cls:
            if folded == script.value.casefold():
                return script
        return WORDS[folded] if folded in WORDS else cls(word)

    @property
    def traditional(self) -> bool:
        """Whether this is Traditional script of any region."""
        return self in (Script.HANT, Script.TW, Script.HK)


WORDS = {
    "simplified": Script.HANS,
    "traditional": Script.HANT,
    "taiwan": Script.TW,
    "hongkong": Script.HK,
}
"""The words that stand for scripts on the command line."""

SERVED_BY = {
    Script.HANS: (Script.HANS,),
    Script.HANT: (Script.HANT, Script.TW, Script.HK),
    Script.TW: (Script.TW, Script.HANT),
    Script.HK: (Script.HK, Script.HANT),
}
"""The scripts whose form of a name or a phrase serves a script that texts are shown in, the best first."""


class Written(StrEnum):
    """How a text is written, as found by detection.

    `zh-Hant` is Traditional in OpenCC's standard glyphs, or Traditional without a sign of a region; `mixed` holds
    both scripts; `none` holds no sign of either.
    """

    HANS = "zh-Hans"
    HANT = "zh-Hant"
    TW = "zh-TW"
    HK = "zh-HK"
    MIXED = "mixed"
    NONE = "none"

    @property
    def traditional(self) -> bool:
        """Whether this is Traditional script of any region."""
        return self in (Written.HANT, Written.TW, Written.HK)
