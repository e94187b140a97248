"""Conversion between scripts: which of OpenCC's configurations leads from how a text is written to a target.

A text that already is in the target script is never fed to OpenCC: s2* damages Traditional text and *2sp Simplified
text. Any Traditional text counts as being in `zh-Hant`; the regions are told apart only when one is asked for.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.scripts.detection import evidence
from reader.scripts.script import Script, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CONFIGURATIONS: dict[tuple[Written, Script], tuple[str, ...]] = {
    (Written.HANS, Script.HANT): ("s2t",),
    (Written.HANS, Script.TW): ("s2tw",),
    (Written.HANS, Script.HK): ("s2hk",),
    (Written.HANT, Script.HANS): ("t2s",),
    (Written.HANT, Script.TW): ("t2tw",),
    (Written.HANT, Script.HK): ("t2hk",),
    (Written.TW, Script.HANS): ("tw2s",),
    (Written.TW, Script.HK): ("tw2t", "t2hk"),
    (Written.HK, Script.HANS): ("hk2s",),
    (Written.HK, Script.TW): ("hk2t", "t2tw"),
}
"""How to get from a script to another; all of these replace code point by code point."""

WORDING_CONFIGURATIONS: dict[tuple[Written, Script], tuple[str, ...]] = {
    (Written.HANS, Script.TW): ("s2twp",),
    (Written.HANS, Script.HK): ("s2hkp",),
    (Written.TW, Script.HANS): ("tw2sp",),
    (Written.HK, Script.HANS): ("hk2sp",),
}
"""The same with the words of the region (软件, 軟體), which changes lengths."""

KEPT_ALONE = "余郁范岩游岳朴采"
"""Surnames that OpenCC takes for words (余华 to 餘華): kept where no phrase says otherwise (余额 to 餘額)."""

LEFT_BY_OPENCC = {ord("於"): "于"}
"""What OpenCC leaves in Simplified text because it can be a surname (於梨华), and readers take for a mistake."""

# In a mixed paragraph each clause is taken for what it is written in itself.
CLAUSE = re.compile("[^，。；：？！、（）()“”‘’「」『』…—\\s]+|[，。；：？！、（）()“”‘’「」『』…—\\s]+")


@cache
def _converter(configuration: str) -> Callable[[str], str]:
    import opencc  # loads dictionaries: only when something is to be converted

    # The dictionaries with a risk of "tofu" hold rare characters that common fonts lack.
    if not configuration.startswith("s2"):
        return opencc.OpenCC(configuration, include_tofu_risk_dictionaries=False).convert
    import json
    import tempfile

    shipped = Path(opencc.__file__).parent / "clib" / "share" / "opencc" / f"{configuration}.json"
    with tempfile.TemporaryDirectory() as folder:  # OpenCC reads a configuration from a file, once
        own = Path(folder) / shipped.name
        own.write_text(json.dumps(_keeping_surnames(shipped)), encoding="utf-8")
        return opencc.OpenCC(str(own), include_tofu_risk_dictionaries=False).convert


def _keeping_surnames(path: Path) -> dict[str, Any]:
    """Return a shipped configuration that puts `KEPT_ALONE` before the dictionary of single characters."""

    def changed(part: Any) -> Any:
        if isinstance(part, list):
            return [changed(member) for member in part]
        if not isinstance(part, dict):
            return part
        members = {key: changed(member) for key, member in part.items()}
        if "file" in members:
            members["file"] = str(path.parent / members["file"])
        if "dicts" in members:
            place = next((n for n, one in enumerate(part["dicts"]) if one.get("file") == "STCharacters.ocd2"), None)
            if place is not None:
                members["dicts"].insert(
                    place, {"type": "inline", "entries": dict(zip(KEPT_ALONE, KEPT_ALONE, strict=True))}
                )
        return members

    import json

    configuration: dict[str, Any] = changed(json.loads(path.read_text(encoding="utf-8")))
    return configuration


def configurations(written: Written, target: Script, *, wording: bool = False) -> tuple[str, ...]:
    """Return the OpenCC configurations that lead from a script to a target, in order; none when nothing is to do."""
    if wording and (written, target) in WORDING_CONFIGURATIONS:
        return WORDING_CONFIGURATIONS[written, target]
    return CONFIGURATIONS.get((written, target), ())


def convert(text: str, written: Written, target: Script, *, wording: bool = False) -> str:
    """Return the text in the target script; without `wording` it keeps its length in code points.

    In `mixed` text each clause is converted by its own evidence, one without any like the clause before it.
    """
    if written is Written.MIXED:
        return "".join(convert(part, own, target, wording=wording) for part, own in clauses(text))
    steps = configurations(written, target, wording=wording)
    for configuration in steps:
        text = _converter(configuration)(text)
    return text.translate(LEFT_BY_OPENCC) if steps and target is Script.HANS else text


def clauses(text: str) -> Iterator[tuple[str, Written]]:
    """Yield the clauses of a mixed text and the marks between them, each with the script it is written in."""
    before = Written.NONE
    for part in CLAUSE.findall(text):
        found = evidence(part)
        if found.simplified != found.traditional:
            before = Written.HANS if found.simplified > found.traditional else Written.HANT
        yield part, before


def warm(target: Script) -> None:
    """Load what converting to a target needs, so that the first conversion takes no time of a reader's."""
    for (_, to), steps in CONFIGURATIONS.items():
        if to is target:
            for configuration in steps:
                _converter(configuration)("")
