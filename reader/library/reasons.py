"""What told of a name, why one is not what is meant, and why two may be the same: in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.sanitising import one_line
from reader.entities.discovery.findings import Rule
from reader.entities.suggestions import Resemblance
from reader.language import _
from reader.library.explaining import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.entities.suggestions import Suggestion


def rule_name(rule: Rule) -> str:
    """Return what told of a name, in a few words."""
    return {
        Rule.GLOSS: _("the other script in brackets"),
        Rule.SPEAKER: _("label of a speaker"),
        Rule.BYLINE: _("byline"),
        Rule.DOTTED: _("sounds joined by a dot"),
        Rule.LATIN: _("Latin name among people"),
        Rule.SURNAME: _("surname among people"),
        Rule.SHORT: _("part of a full name"),
        Rule.VARIANT: _("a full name but for one character"),
        Rule.SOUNDS: _("characters for sounds, among people"),
        Rule.MODEL: _("language model"),
        Rule.HINT: _("sounds like somebody"),
    }[rule]


def suggestion_reason(suggestion: Suggestion) -> str:
    """Return what suggests that two are the same, in a few words."""
    return likeness(suggestion.reason, suggestion.names)


def likeness(reason: Resemblance, names: Sequence[str]) -> str:
    """Return in what two are alike, in a few words.

    Args:
        reason: why they may be the same.
        names: the names that were compared, one of each, as `Suggestion` has them.
    """
    one, other = map(one_line, names)
    return {
        Resemblance.GLOSS: _("{one} stands in brackets behind {other}"),
        Resemblance.SAME_LATIN_NAME: _("the same Latin name: {other}"),
        Resemblance.SAME_CHINESE_NAME: _("the same Chinese name: {other}"),
        Resemblance.SPELLING: _("spelt almost alike: {one}, {other}"),
        Resemblance.SURNAME: _("{one} is the surname of {other}"),
        Resemblance.TRANSLITERATION: _("{one} sounds like {other}"),
        Resemblance.GIVEN_NAME: _("{one} is the given name of {other}"),
    }[reason].format(one=one, other=other)


def reason_name(reason: Reason) -> str:
    """Return why a name is not what is meant somewhere, in a few words."""
    return {
        Reason.INSIDE: _("part of the longer name"),
        Reason.ACROSS: _("the other name comes first or is longer"),
        Reason.SHORT: _("short form, and no full name stands here"),
        Reason.ELSEWHERE: _("found in other documents, counts only there"),
        Reason.ALONE: _("counts only beside others, who are not named here"),
        Reason.LESS_NEAR: _("a nearer list or another name here speaks for the other"),
        Reason.DECIDED: _("decided otherwise by the reader"),
    }[reason]
