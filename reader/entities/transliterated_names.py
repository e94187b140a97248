"""Transliterated names with a dot between their parts: which of their characters conversion must leave alone.

Where such a name begins cannot be told without a list, but what stands at its dots can: as long as there are only
characters that names are transliterated with, a 里 among them is no "inside".
"""

from __future__ import annotations

DOTS = "·・•‧∙⋅･"
JOINS = DOTS + "-－–"
SOUNDS = frozenset(
    "阿埃艾爱安昂奥澳巴白柏拜班邦保鲍贝本比彼毕别宾波伯博布查柴昌彻茨慈崔达大代戴丹当道德登邓迪蒂丁东杜多顿恩尔法凡范菲费芬"
    "丰冯佛夫弗福富盖甘冈高戈格葛根贡古圭哈海汉豪赫黑亨洪侯胡华怀惠霍基吉季加贾杰捷金津京久居卡凯坎康考柯科可克肯孔库夸昆拉"
    "莱赖兰朗劳勒雷蕾黎李里理丽利莉立连良列林琳龙卢鲁路吕伦罗洛马玛迈麦曼芒毛梅门蒙孟米密缅明摩莫默姆木穆那纳娜南内尼年涅"
    "宁纽农努诺欧帕派潘庞佩彭蓬皮平珀普奇齐恰乔切钦琴丘让热仁日荣茹儒瑞若萨塞赛桑瑟沙山尚绍舍申圣施什史舒朔丝斯松苏索所"
    "塔泰坦汤唐陶特腾提田廷通图土托瓦万汪旺威韦维魏温文翁沃乌武西希锡夏香肖谢辛兴休雄许逊雅亚扬耶叶伊因英尤于约宰赞泽扎詹"
    "珍芝治翰罕朱茱兹卓佐娅妮薇珊茜黛露琪塞岑歇谬妥甫盖侬撒迦摩底家森候易梦维逻穆艾弥夏赫邱舍甫琴查理"
)
"""Characters that names are transliterated with; 这 and 哪, which 里 follows as a word, are not among them."""
LONGEST = 8
"""Characters that one part of a name has at most."""

KEPT = "里于范游岳朴余郁干采"
"""What conversion changes, and no transliterated name ever means."""
ENDS_OF_INSIDE = frozenset("那梦家城山海手心河林田木日年芝东西南北京乡村屋池湖洞园院市县")
"""Characters that may be sounds, and that 里 follows as "inside"."""
BEGINS_WITH_LI = frozenset("卡奥昂根斯德维查宾希夫弗皮约米尔格高特贝奇诺茨瓦曼士沙伯昔戈蒙科克兹克顿彻")
"""What follows a 里 that begins a part of a name."""
BEGINS_WITH_YU = frozenset("尔连勒贝默斯")
"""What follows a 于 that begins a part of a name."""


def characters_to_keep(text: str, dot: int) -> list[int]:
    """Return the offsets of the characters to keep in the parts of a name on both sides of a dot, in order."""
    start = end = dot
    while start and dot - start < LONGEST and text[start - 1] in SOUNDS:
        start -= 1
    while end + 1 < len(text) and end - dot < LONGEST and text[end + 1] in SOUNDS:
        end += 1
    if not start < dot < end or end - start < 4:
        return []
    return [
        *(n for n in range(start, dot) if text[n] in KEPT and _belongs(text, n, start, dot, at_edge=False)),
        *(n for n in range(dot + 1, end + 1) if text[n] in KEPT and _belongs(text, n, dot + 1, end + 1, at_edge=True)),
    ]


def whole_name(text: str, start: int, end: int) -> slice:
    """Return the stretch around a part of a transliterated name that holds nothing but sounds, dots and hyphens."""
    while start and (text[start - 1] in SOUNDS or text[start - 1] in JOINS):
        start -= 1
    while end < len(text) and (text[end] in SOUNDS or text[end] in JOINS):
        end += 1
    return slice(start, end)


def _belongs(text: str, n: int, start: int, end: int, *, at_edge: bool) -> bool:
    """Whether a character is a sound of the name and not the end of a word before it or the start of one after it.

    Args:
        text: the paragraph.
        n: the offset of the character.
        start: where the characters of sounds begin.
        end: where they end.
        at_edge: whether the name is known to begin at `start`.
    """
    character = text[n]
    following = text[n + 1] if n + 1 < end else ""
    if character == "于":
        return following in BEGINS_WITH_YU and ((at_edge and n == start) or _edge(text, n))
    if character == "里":
        if at_edge:
            return n > start or bool(following)
        if n == start:
            return following in BEGINS_WITH_LI and _edge(text, n)
        if text[n - 1] in ENDS_OF_INSIDE:
            return n - start > 2 or (n + 1 == end and n - start > 1)
        return True
    if character in "干采余郁游岳朴":
        return False
    return n > start or at_edge


def _edge(text: str, n: int) -> bool:
    """Whether no word that may take the character with it stands before an offset."""
    return not n or not "\u3400" <= text[n - 1] <= "\u9fff" or text[n - 1] in "员家师者练星手授士生人帅将说和与及叫是的"
