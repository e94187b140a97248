"""Encodings found out, against the detectors that are well known, in the same run and on the same samples.

The sample documents are what was looked at while this was written. The environment variable READER_ENCODED_TEXTS names
a folder of other texts in UTF-8, news, novels and messages, none of them in the repository. Of each text, in both
scripts, pieces are cut out after it was encoded, so that they begin and end inside characters. A piece counts as right
when it reads, but for its ends, as what it is.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from reader.documents.detecting import NoTextError, detect
from reader.documents.encodings import Encoding, UnknownEncodingError, named
from tests.benchmarks.counts import Count
from tests.documents.encoded import encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.benchmarks.conditions import Conditions

    Detector = Callable[[bytes], Encoding | None]

ENCODED_TEXTS = "READER_ENCODED_TEXTS"
"""The environment variable that names the folder of texts."""
SAMPLES = 2_400
LENGTHS = (20, 50, 100, 200, 500, 2_000, 20_000)
"""Bytes of a sample at most."""
FROM = 200
"""Bytes from which on the goal holds."""
GOAL = 0.995
SCRIPTS = {
    "utf-8": ("t2s", "s2twp"),
    "gb18030": ("t2s", "s2twp"),
    "gbk": ("t2s",),
    "big5": ("s2twp",),
    "big5hkscs": ("s2hk",),
    "euc-tw": ("s2twp",),
    "utf-16-le": ("t2s", "s2twp"),
    "utf-16-be": ("t2s", "s2twp"),
}
"""The configurations of OpenCC that make the texts which are written in each encoding."""

Sample = tuple[str, int, bytes, int]
"""The encoding, the length that was asked for, the bytes, and how many were cut off before them."""


def encodings(_: Conditions) -> Iterator[Count]:
    """Encodings of pieces of text; READER_ENCODED_TEXTS names a folder of texts that nothing was fitted to."""
    yield from _tried("sample documents", Path(__file__).parents[2] / "seeds")
    folder = os.environ.get(ENCODED_TEXTS)
    if folder:
        yield from _tried("other texts", Path(folder))
    else:
        yield Count(f"encodings: other texts not tried, {ENCODED_TEXTS} names no folder")


def _tried(what: str, folder: Path) -> Iterator[Count]:
    samples = list(_samples([path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]))
    for name, detector in _detectors():
        if detector is None:
            yield Count(f"encodings, {what}: {name} is not installed")
            continue
        right: Counter[tuple[str, int]] = Counter()
        before = perf_counter()
        uncut = 0.0
        for codec, length, data, cut in samples:
            is_right = _reads_right(data, codec, detector(data))
            right[codec, length] += is_right
            uncut += is_right and not cut
        each = (perf_counter() - before) / len(samples) * 1_000
        asked = Counter((codec, length) for codec, length, _data, _cut in samples)
        uncut /= sum(not cut for _codec, _length, _data, cut in samples)
        by_length = [_share(right, asked, lambda key, length=length: key[1] == length) for length in LENGTHS]  # type: ignore[misc]
        long_ones = _share(right, asked, lambda key: key[1] >= FROM)
        row = "  ".join(f"{length}: {share:.3f}" for length, share in zip(LENGTHS, by_length, strict=True))
        holds = name != "reader" or long_ones >= GOAL
        heading = f"encodings, {what}, {len(samples)} samples, {name}: {row}"
        yield Count(
            f"{heading}; from {FROM} bytes on {long_ones:.4f}; not cut before {uncut:.3f}; {each:.1f} ms", holds
        )
        for codec in SCRIPTS:
            by_codec = [
                _share(right, asked, lambda key, codec=codec, length=length: key == (codec, length))  # type: ignore[misc]
                for length in LENGTHS
            ]
            yield Count(f"  {name}, {codec:<10}" + "  ".join(f"{share:.3f}" for share in by_codec))


def _share(
    right: Counter[tuple[str, int]], asked: Counter[tuple[str, int]], counts: Callable[[tuple[str, int]], bool]
) -> float:
    keys = [key for key in asked if counts(key)]
    return sum(right[key] for key in keys) / max(1, sum(asked[key] for key in keys))


def _samples(texts: Sequence[str]) -> Iterator[Sample]:
    """Yield pieces of texts in every encoding, none of ASCII alone, which is the same in most."""
    from opencc import OpenCC

    chosen = random.Random(6)
    written = {
        configuration: [OpenCC(configuration).convert(text) for text in texts]
        for configuration in sorted({one for several in SCRIPTS.values() for one in several})
    }
    made = 0
    while made < SAMPLES:
        codec = tuple(SCRIPTS)[made % len(SCRIPTS)]
        length = LENGTHS[made // len(SCRIPTS) % len(LENGTHS)]
        text = chosen.choice(written[chosen.choice(SCRIPTS[codec])])
        start = chosen.randrange(max(1, len(text) - length // 2))
        data = encoded(text[start : start + length], codec)
        cut = chosen.randrange(3)
        data = data[cut : cut + length]
        if not data.isascii():
            made += 1
            yield codec, length, data, cut


def _reads_right(data: bytes, codec: str, found: Encoding | None) -> bool:
    """Return whether bytes read as what they are in an encoding that was found, but for a character at either end."""
    if found is None:
        return False
    reads = _read(data[found.cut :], found)[2:-2]
    return any(reads == _read(data[cut:], named(codec))[2:-2] for cut in range(4)) or any(
        reads[1:] == _read(data[cut:], named(codec))[2:-2] for cut in range(2)
    )


def _read(data: bytes, encoding: Encoding) -> str:
    return encoding.decoder().decode(data)


def _detectors() -> Iterator[tuple[str, Detector | None]]:
    yield "reader", _by_reader
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        yield "charset-normalizer", None
    else:

        def by_normalizer(data: bytes) -> Encoding | None:
            best = from_bytes(data).best()
            return _named(best.encoding if best is not None else None)

        yield "charset-normalizer", by_normalizer
    try:
        import chardet
    except ImportError:
        yield "chardet", None
    else:

        def by_chardet(data: bytes) -> Encoding | None:
            return _named(chardet.detect(data)["encoding"])

        yield "chardet", by_chardet


def _by_reader(data: bytes) -> Encoding | None:
    try:
        return detect(data, whole=False)
    except NoTextError:
        return None


def _named(name: str | None) -> Encoding | None:
    try:
        return named(name) if name is not None else None
    except UnknownEncodingError:
        return None
