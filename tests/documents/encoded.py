"""Texts in the encodings that documents come in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from reader.documents.cns import FIRST, SINGLE_SHIFT, planes

if TYPE_CHECKING:
    from collections.abc import Mapping

SIMPLIFIED = ("gb18030", "gbk", "utf-16-le", "utf-16-be", "utf-8")
TRADITIONAL = ("big5", "big5hkscs", "euc-tw", "gb18030", "utf-16-le", "utf-16-be", "utf-8")

NEWS = {
    "Hans": "湖边的工作室昨天宣布，新一代机器人将在年底以前开始试用。负责人方小舟说，测试已经进行了三个月，"
    "结果比预计的要好；不过价格还没有决定，也不会对外公布名单。\n记者问到竞争对手时，她只是笑了笑：“我们先把自己的事情做完。”\n",
    "Hant": "湖邊的工作室昨天宣布，新一代機器人將在年底以前開始試用。負責人方小舟說，測試已經進行了三個月，"
    "結果比預計的要好；不過價格還沒有決定，也不會對外公布名單。\n記者問到競爭對手時，她只是笑了笑：「我們先把自己的事情做完。」\n",
}
NOVEL = {
    "Hans": "　　第三回　风雪夜归人\n　　那老人把灯放在桌上，叹了一口气，道：“你若是早来一天，还能见到他。”"
    "少年听了，半晌说不出话，"
    "只听见窗外的雪一阵紧似一阵，打在竹叶上沙沙地响……\n",
    "Hant": "　　第三回　風雪夜歸人\n　　那老人把燈放在桌上，嘆了一口氣，道：「你若是早來一天，還能見到他。」"
    "少年聽了，半晌說不出話，"
    "只聽見窗外的雪一陣緊似一陣，打在竹葉上沙沙地響……\n",
}
MIXED = {
    "Hans": "这次发布的 Lakeside-3 在 benchmark 上拿到 87.5 分，API 的价格是每 100 万 tokens 2 美元（约 14 元）。"
    "Chen 说：\n"
    "We are not done yet. 我们还没有做完。详情见 https://example.org/lakeside 的说明。\n",
    "Hant": "這次發布的 Lakeside-3 在 benchmark 上拿到 87.5 分，API 的價格是每 100 萬 tokens 2 美元（約 14 元）。"
    "Chen 說：\n"
    "We are not done yet. 我們還沒有做完。詳情見 https://example.org/lakeside 的說明。\n",
}
ASTRAY = "∕﹨"
"""Characters of Big5 that are read as others that look the same, which have two places in Hong Kong's."""
TEXTS = {"news": NEWS, "novel": NOVEL, "mixed": MIXED}


@cache
def _places() -> Mapping[str, bytes]:
    places: dict[str, bytes] = {}
    for number, plane in reversed(list(enumerate(planes()))):
        before = bytes((SINGLE_SHIFT, FIRST + number)) if number else b""
        places |= {character: before + place for place, character in plane.items()}
    return places


def encoded(text: str, encoding: str) -> bytes:
    """Return the bytes of a text as a program of the time wrote it, without the characters that it could not write."""
    if encoding == "euc-tw":
        return b"".join(
            character.encode() if character.isascii() else _places().get(character, b"") for character in text
        )
    return text.encode("cp950" if encoding == "big5" else encoding, "ignore")


def _known(encoding: str) -> str:
    """Return the characters that an encoding has and that come back the same."""
    if encoding == "euc-tw":
        return "".join(_places())
    python = "cp950" if encoding == "big5" else encoding
    found = []
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            if encoding == "big5" and 0xC6A1 <= lead * 256 + trail <= 0xC8FE:
                continue  # programs disagree about what stands there
            try:
                character = bytes((lead, trail)).decode(python)
            except UnicodeDecodeError:
                continue
            if character not in ASTRAY and len(character) == 1 and character.encode(python) == bytes((lead, trail)):
                found.append(character)
    return "".join(found)


@cache
def texts_in(encoding: str) -> st.SearchStrategy[str]:
    """Return a strategy for all texts that an encoding has the characters of."""
    if encoding.startswith("utf") or encoding == "gb18030":
        return st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"))
    return st.text(st.one_of(st.characters(min_codepoint=1, max_codepoint=127), st.sampled_from(_known(encoding))))
