"""Which encoding bytes are in, told by what text they would be in each.

Big5 decodes without an error as GB18030, into nonsense, so that no order of trials can tell. Every encoding that may
be is tried, and what comes out is compared (`reader.documents.plausibility`). UTF-8 is the exception: what is UTF-8
without an error is not by chance, except for a few bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.encodings import BROKEN, LABELS, UTF_8, Encoding, UnknownEncodingError, marked, named
from reader.documents.plausibility import BROKEN_COST, cost
from reader.documents.sampling import CONTROL, is_full_of_nuls, is_utf_8, sampled

if TYPE_CHECKING:
    from collections.abc import Iterator

NOISE = 8.0
"""Bits that a byte costs which means nothing: what costs more as any text is none."""
HINT = 8
"""Bits that what a document declares counts for; it may lie."""
PRIOR = {
    "utf-8": 0,
    "gb18030": 1,
    "big5": 1,
    "euc-tw": 8,
    "utf-16-le": 3,
    "utf-16-be": 4,
    "utf-32-le": 8,
    "utf-32-be": 8,
    "cp1252": 8,
}
"""What each encoding costs by itself, in bits: how rarely it is met."""
RARE = "euc-tw"
"""An encoding that is rarely met, and of which the characters take a while to read in."""
PLAIN = 6.0
"""Bits that a byte costs at most of a text that is plainly what it seems, so that nothing rare needs to be tried."""
UNITS = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
"""The encodings in which no character is a single byte, and the bytes that each character has at least."""
LOOKS = (256, 1_024, 4_096)
"""Bytes that are looked at before more are."""
DECIDED = 64
"""Bits by which one encoding is better than all others when it needs no closer look."""
CUT = {True: 16, False: 2}
"""Bits that it costs to begin inside a character, by whether the data are the beginning of a document."""


class NoTextError(ValueError):
    """Bytes that are no text in any encoding that is known here."""


def detect(data: bytes, *, whole: bool, beginning: bool = False, declared: str | None = None) -> Encoding:
    """Return the encoding that bytes are in.

    Args:
        data: the bytes; no more than the first `sampled` bytes are looked at.
        whole: whether they are all there are; else they may be cut anywhere at either end.
        beginning: whether they may not at the beginning, because a document begins with them.
        declared: the name of an encoding that the document says it is in.

    Raises:
        NoTextError: when they are no text.
    """
    mark = marked(data)
    if mark is not None:
        return mark[0]
    start, sample = sampled(data)
    return detect_sample(
        sample,
        whole=whole and start + len(sample) == len(data),
        begins=start == 0,
        beginning=whole or beginning,
        declared=declared,
    )


def detect_sample(
    sample: bytes, *, whole: bool, begins: bool, beginning: bool = True, declared: str | None = None
) -> Encoding:
    """Return the encoding of a document, without a mark, of which the bytes are known that tell most.

    Args:
        sample: as `sampled` returns them.
        whole: whether the document ends with them, and not inside a character.
        begins: whether it begins with them; else nothing but ASCII stands before them.
        beginning: whether they begin with a character.
        declared: the name of an encoding that the document says it is in.

    Raises:
        NoTextError: when they are no text.
    """
    is_valid = not is_full_of_nuls(sample) and is_utf_8(sample, whole=whole)
    if is_valid and not CONTROL.search(sample):
        return UTF_8
    possible, hint = _possible(sample, is_valid=is_valid, begins=begins), _hinted(declared)
    if not possible:
        raise NoTextError
    for length in (*LOOKS, len(sample)):
        look, is_all = sample[:length], length >= len(sample)
        costs: dict[tuple[str, int], float] = {}
        for codec in sorted(possible, key=RARE.__eq__):
            if codec == RARE != hint and costs and min(costs.values()) < PLAIN * len(look):
                continue
            known = PRIOR[codec] - (HINT if codec == hint else 0)
            for cut, bits in _costs(codec, look, whole=whole and is_all, begins=begins):
                costs[codec, cut] = bits + known + (CUT[beginning] if cut else 0)
        best = min(costs, key=costs.__getitem__)
        others = [bits for (codec, _cut), bits in costs.items() if codec != best[0]]
        if not others or min(others) - costs[best] > DECIDED:
            break
    if costs[best] > NOISE * len(look) + HINT and not is_valid:
        raise NoTextError
    if is_valid and (best[1] or costs[best] > PLAIN * len(look)):
        return UTF_8
    return _chosen(sample, best, costs)


def _possible(sample: bytes, *, is_valid: bool, begins: bool) -> list[str]:
    """Return the encodings that bytes may be in, by what can be told without decoding them.

    Args:
        sample: the bytes.
        is_valid: whether they are UTF-8 without an error; then only what has controls in it may be something else.
        begins: whether nothing stands before them: only there it is known where wide characters begin.
    """
    has_nuls = is_full_of_nuls(sample)
    wide = [codec for codec in UNITS if begins and (UNITS[codec] == 2 or has_nuls)]
    if has_nuls:
        return wide
    if is_valid:
        return ["utf-8", *wide] if sample.isascii() else ["utf-8"]
    return [codec for codec in PRIOR if codec not in UNITS or codec in wide]


def _hinted(declared: str | None) -> str | None:
    try:
        codec = named(declared).codec if declared is not None else None
    except UnknownEncodingError:
        return None
    return "big5" if codec == "big5hkscs" else codec


def _costs(codec: str, sample: bytes, *, whole: bool, begins: bool) -> Iterator[tuple[int, float]]:
    """Yield what bytes cost as text in an encoding, with each number of bytes that may be left of a cut character."""
    unit = UNITS.get(codec, 1)
    for cut in range(1 if not begins else 4 if codec == "utf-8" else max(2, unit)):
        if cut and codec == "utf-8" and not all(byte & 0xC0 == 0x80 for byte in sample[:cut]):
            continue
        decoder = Encoding(codec).decoder()
        text = decoder.decode(sample[cut:], final=whole)
        rest = 0 if whole else len(decoder.getstate()[0])
        yield cut, cost(text) + NOISE * (cut + rest) + text.count(BROKEN) * BROKEN_COST * (unit - 1)


def _chosen(sample: bytes, best: tuple[str, int], costs: dict[tuple[str, int], float]) -> Encoding:
    """Return the best encoding with how sure it is among the others."""
    least = {codec: min(bits for (other, _cut), bits in costs.items() if other == codec) for codec, _cut in costs}
    weights = {codec: 2.0 ** max(-1000.0, costs[best] - bits) for codec, bits in least.items()}
    ranked = sorted(weights, key=weights.__getitem__, reverse=True)
    total = sum(weights.values())
    considered = tuple((LABELS[codec], weights[codec] / total) for codec in ranked)
    codec, cut = best
    if codec == "big5" and _is_of_hong_kong(sample[cut:]):
        codec = "big5hkscs"
        considered = ((LABELS[codec], considered[0][1]), *considered[1:])
    return Encoding(codec, considered[0][1], considered, cut)


def _is_of_hong_kong(sample: bytes) -> bool:
    """Return whether text in Big5 has characters that only Hong Kong has added to it."""
    text = Encoding("big5hkscs").decoder().decode(sample)
    return any(_only_in_hong_kong(character) for character in set(text) if character != BROKEN)


def _only_in_hong_kong(character: str) -> bool:
    try:
        lead = character.encode("big5hkscs")[0]
    except UnicodeEncodeError:
        return False
    return 0x80 < lead < 0xA1 or lead in (0xC8, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE)
