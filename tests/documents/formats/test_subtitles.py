"""Subtitles: what is said, and nothing of when and how."""

from __future__ import annotations

import pytest

from reader.documents.formats import registry


def text(name: str, written: str, encoding: str = "utf-8") -> str:
    return registry.read(written.encode(encoding), name).text


def test_the_cues_of_subrip_are_paragraphs_and_both_languages_stay() -> None:
    written = (
        "1\n00:00:01,000 --> 00:00:02,000\n<i>你好。</i>\nHello, {\\an8}there.\n\n"
        "2\n00:00:03,000 --> 00:00:04,000 X1:1\n<font color=red>再见</font>\n"
    )
    assert text("a.srt", written) == "你好。\nHello, there.\n\n再见\n"


def test_a_number_that_is_too_long_is_that_of_no_character() -> None:
    said = f"&#{'9' * 5000};一&#x{'0' * 5000}41;二&#65;三"
    assert text("a.srt", f"1\n0:00:01,0 --> 0:00:02,0\n{said}\n") == "\ufffd一\ufffd二A三\n"


def test_a_number_before_a_time_is_no_part_of_what_is_said() -> None:
    written = "1\n0:00:01,0 --> 0:00:02,0\n一\n2\n0:00:03,0 --> 0:00:04,0\n1984\n\n3\n0:00:05,0 --> 0:00:06,0\n三"
    assert text("a.srt", written) == "一\n\n1984\n\n三\n"


def test_an_empty_line_inside_a_cue_ends_it_not() -> None:
    written = "1\n0:00:01,0 --> 0:00:02,0\n一\n\n二\n\n2\n0:00:03,0 --> 0:00:04,0\n三\n"
    assert text("a.srt", written) == "一\n二\n\n三\n"


def test_webvtt_has_speakers_and_its_notes_are_not_said() -> None:
    written = (
        "WEBVTT 题\n\nNOTE 不说\n\nSTYLE\n::cue {}\n\nintro\n00:01.000 --> 00:02.000 align:start\n"
        "<v 方小舟>你好 &amp; <c.red>再见</c>\n\n00:03.000 --> 00:04.000\n<ruby>漢<rt>hàn</rt></ruby>\n"
    )
    assert text("a.vtt", written) == "方小舟：你好 & 再见\n\n漢（hàn）\n"


def test_of_substation_the_dialogue_is_read_without_codes_and_drawings() -> None:
    written = (
        "[Script Info]\nTitle: 木屋\n[V4+ Styles]\nStyle: Default,Arial\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Comment: 0,0:0:0,0:0:0,Default,,0,0,0,,不说\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,方小舟,0,0,0,,{\\b1}你好,朋友{\\b0}\\NHello\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,Default,0,0,0,,再见\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\p1}m 0 0 l 1 1{\\p0}\n"
    )
    source = registry.read(written.encode("utf-16"), "a.ass")
    assert source.text == "方小舟：你好,朋友\nHello\n\n再见\n"
    assert source.title == "木屋"


def script(*dialogue: str) -> str:
    columns = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
    return "\n".join(["[Script Info]", "[Events]", columns, *(f"Dialogue: {line}" for line in dialogue), ""])


def test_of_substation_what_is_shown_first_comes_first_wherever_it_stands() -> None:
    written = script(
        "0,0:00:05.00,0:00:06.00,Text,,0,0,0,,再见",
        "0,0:00:01.00,0:00:02.00,Text,,0,0,0,,你好",
        "0,,,Text,,0,0,0,,朋友",
        "0,0:00:05.00,0:00:06.00,Text JP,,0,0,0,,さようなら",
        "0,0:00:01.00,0:00:02.00,Text JP,,0,0,0,,こんにちは",
    )
    assert text("a.ass", written) == "你好\n\n朋友\n\nこんにちは\n\n再见\n\nさようなら\n"


def test_of_substation_the_layers_and_frames_of_an_effect_are_said_once() -> None:
    written = script(
        "0,0:00:01.00,0:00:02.00,Sign,,0,0,0,,{\\pos(1,1)\\bord2}木屋",
        "1,0:00:01.00,0:00:02.00,Sign,,0,0,0,,{\\pos(1,1)\\bord1}木屋",
        "0,0:00:02.00,0:00:02.04,Sign,,0,0,0,,{\\pos(1,2)}木屋",
        "0,0:00:02.04,0:00:02.08,Sign,,0,0,0,,{\\pos(1,3)}木屋",
        "0,0:00:09.00,0:00:10.00,Sign,,0,0,0,,{\\pos(1,3)}木屋",
    )
    assert text("a.ass", written) == "木屋\n\n木屋\n"


def test_of_substation_a_shape_as_long_as_it_may_be_is_not_said() -> None:
    shape = f"{{\\clip(m {'1 2 ' * 2000})}}"
    assert text("a.ass", script(f"0,0:00:01.00,0:00:02.00,Sign,,0,0,0,,{shape}木屋")) == "木屋\n"
    assert text("a.srt", f"1\n0:00:01,0 --> 0:00:02,0\n{shape}木屋\n") == "木屋\n"


def test_of_substation_what_is_said_again_is_read_again() -> None:
    written = script("0,0:00:01.00,0:00:02.00,Text,,0,0,0,,走！", "0,0:00:02.00,0:00:03.00,Text,,0,0,0,,走！")
    assert text("a.ass", written) == "走！\n\n走！\n"


def test_of_substation_what_old_programs_put_for_a_name_is_none() -> None:
    written = script("Marked=0,0:00:01.00,0:00:02.00,*Default,NTP,0000,0000,0000,!Effect,你好")
    assert text("a.ass", written) == "你好\n"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_subtitles_in_other_encodings_are_read(encoding: str) -> None:
    written = "1\r\n00:00:01,000 --> 00:00:02,000\r\n湖边的木屋里住着三个人，他们每天早上一起划船。\r\n\r\n"
    assert text("a.srt", written, encoding) == "湖边的木屋里住着三个人，他们每天早上一起划船。\n"
