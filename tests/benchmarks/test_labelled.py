"""The formats in which marked names are published: each is told by itself, and the marked places are the names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.labelled import Labelled, UnknownFormatError, read_labelled, together

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = {
    "characters": (
        "顾\tB-PER\n清\tI-PER\n岚\tI-PER\n到\tO\n了\tO\n长\tB-LOC\n沙\tI-LOC\n\n陆\tB-PER\n宁\tI-PER\n走\tO\n"
    ),
    "with spaces": "顾 B-PER\n清 I-PER\n岚 I-PER\n到 O\n了 O\n长 B-LOC\n沙 I-LOC\n\n\n陆 B-PER\n宁 I-PER\n走 O",
    "begin to end": ("顾 B-NAME\n清 M-NAME\n岚 E-NAME\n到 O\n了 O\n长 B-LOC\n沙 E-LOC\n\n陆 B-NAME\n宁 E-NAME\n走 O\n"),
    "segmented": (
        "顾0\tB-PER.NAM\n清1\tI-PER.NAM\n岚2\tI-PER.NAM\n到0\tO\n了0\tO\n长0\tB-GPE.NAM\n沙1\tI-GPE.NAM\n\n"
        "陆0\tB-PER.NAM\n宁1\tI-PER.NAM\n走0\tO\n"
    ),
    "numbered": (
        "# newdoc id = 1\n# sent_id = 1\n# text = 顾清岚到了长沙\n1\t顾\tB-PER\t-\t-\n2\t清岚\tI-PER\t-\t-\n"
        "3\t到了\tO\t-\t-\n4\t长沙\tB-LOC\t-\t-\n\n"
        "# sent_id = 2\n# text = 陆宁走\n1\t陆宁\tB-PER\t-\t-\n2\t走\tO\t-\t-\n"
    ),
    "JSON": (
        '{"text": "顾清岚到了长沙", "label": {"address": {"长沙": [[5, 6]]}, "name": {"顾清岚": [[0, 2]]}}}\n'
        '{"text": "陆宁走", "label": {"name": {"陆宁": [[0, 1]]}}}\n'
    ),
    "inline": "{{person_name:顾清岚}}到了{{location:长沙}}\n{{person_name:陆宁}}走\n",
}


def read(folder: Path, text: str) -> tuple[list[Labelled], bool]:
    path = folder / "set.txt"
    path.write_text(text, encoding="utf-8")
    return read_labelled(path)


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_gives_the_sentences_and_the_names_in_them(tmp_path: Path, name: str) -> None:
    texts, are_documents = read(tmp_path, FORMATS[name])
    assert [one.text for one in texts] == ["顾清岚到了长沙", "陆宁走"]
    assert [[span.of(one.text) for span in one.people] for one in texts] == [["顾清岚"], ["陆宁"]]
    assert are_documents is (name == "inline")


def test_names_beside_each_other_are_two(tmp_path: Path) -> None:
    texts, _ = read(tmp_path, "陆 B-PER\n宁 I-PER\n顾 B-PER\n岚 I-PER\n王 S-NAME\n")
    assert [span.of(texts[0].text) for span in texts[0].people] == ["陆宁", "顾岚", "王"]


def test_words_with_spaces_between_them_stand_where_the_text_has_them(tmp_path: Path) -> None:
    texts, _ = read(tmp_path, "# text = 听 Lena Marten 说\n1\t听\tO\n2\tLena\tB-PER\n3\tMarten\tI-PER\n4\t说\tO\n")
    assert [span.of(texts[0].text) for span in texts[0].people] == ["Lena Marten"]


def test_blanks_at_the_edge_of_a_marked_name_are_none_of_it(tmp_path: Path) -> None:
    texts, _ = read(tmp_path, "记者{{person_name: 陆宁 }}报道\\n明天{{person_name: }}再说\n")
    assert texts[0].text == "记者 陆宁 报道\n明天 再说"
    assert [span.of(texts[0].text) for span in texts[0].people] == ["陆宁"]


def test_a_name_may_be_marked_inside_what_is_marked(tmp_path: Path) -> None:
    texts, _ = read(tmp_path, "{{org_name:会长{{person_name:陆宁}}处}}报道\n")
    assert texts[0].text == "会长陆宁处报道"
    assert [span.of(texts[0].text) for span in texts[0].people] == ["陆宁"]


def test_what_only_means_a_person_is_no_name(tmp_path: Path) -> None:
    texts, _ = read(tmp_path, "主0\tB-PER.NOM\n任1\tI-PER.NOM\n到0\tO\n")
    assert texts[0].people == ()


def test_a_file_in_no_known_format_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=r"set\.txt"):
        read(tmp_path, "今天没有人。\n")


def test_sentences_are_put_together_so_many_at_a_time_and_the_names_stay_where_they_are(tmp_path: Path) -> None:
    texts, _ = read(tmp_path, FORMATS["inline"] * 2 + "完{{person_name:陆宁}}\n")
    documents = list(together(texts, 2))
    assert [one.text for one in documents] == ["顾清岚到了长沙\n陆宁走"] * 2 + ["完陆宁"]
    assert [span.of(one.text) for one in documents for span in one.people] == [
        "顾清岚",
        "陆宁",
        "顾清岚",
        "陆宁",
        "陆宁",
    ]
