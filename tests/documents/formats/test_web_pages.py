"""Web pages: the article and nothing else, with all that is in it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.formats import registry, web_pages
from reader.documents.links import LONGEST_ADDRESS

if TYPE_CHECKING:
    from reader.documents.formats.source import Source

SAID = "湖边的木屋里住着三个人，他们每天早上一起划船，下午各自写信，晚上围着炉子念给彼此听。"
NAVIGATION = "<ul>" + "".join(f'<li><a href="/{index}">频道{index}</a></li>' for index in range(20)) + "</ul>"
SIDE = "<h3>热门文章</h3>" + "".join(f'<p><a href="/h{index}">热门标题第{index}条</a></p>' for index in range(9))
FOOTER = "<p>版权所有 © 木屋网 <a href='/about'>联系我们</a></p>"
TEXT = "".join(f"<p>第{number}天，{SAID}</p>" for number in "一二三四五六")
LAYOUTS = {
    "div": f'<div class="nav">{NAVIGATION}</div><div id="main"><h1>来信</h1><div class="article-content">{{}}</div>'
    f'</div><div class="sidebar">{SIDE}</div><div class="footer">{FOOTER}</div>',
    "article": f"<header><nav>{NAVIGATION}</nav></header><article><h1>来信</h1>{{}}</article><aside>{SIDE}</aside>"
    f"<footer>{FOOTER}</footer>",
    "table": f"<table><tr><td>{NAVIGATION}</td><td><h1>来信</h1>{{}}</td></tr></table><div>{FOOTER}</div>",
    "inside": f"<div>{NAVIGATION}</div><div class=content><h1>来信</h1>{{}}"
    f"<div><a href=1>上一章</a> <a href=2>下一章</a></div></div><div>{FOOTER}</div>",
}


def read(page: str) -> Source:
    return registry.read(page.encode(), "page.html")


def text(body: str) -> str:
    return read(body).text


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_of_a_page_the_article_is_read_and_nothing_around_it(layout: str) -> None:
    source = read(f"<html><body>{layout.format(TEXT)}</body></html>")
    assert source.text.startswith("来信\n\n第一天")
    assert source.text.endswith("念给彼此听。\n")
    assert source.text.count(SAID) == 6
    for other in ("频道", "热门", "版权", "下一章"):
        assert other not in source.text


def test_of_an_article_nothing_is_lost_that_extractors_lose() -> None:
    inside = (
        "<h2>第二节</h2><ul><li>划船用的桨</li><li>写信的纸笔</li></ul><table><tr><td>船</td><td>三条</td></tr></table>"
        "<pre>a = 1\n  b = 2</pre><p>人名<ruby>陳<rt>chén</rt>信翰<rt>xìn hàn</rt></ruby>在此，大家都认得他。</p>"
    )
    source = read(f"<html><body>{LAYOUTS['div'].format(TEXT + inside + TEXT)}</body></html>")
    assert "第二节\n\n- 划船用的桨\n- 写信的纸笔\n\n船 | 三条\n\na = 1\n  b = 2\n\n" in source.text
    assert "人名陳信翰（chén xìn hàn）在此" in source.text
    assert [heading.title.of(source.text) for heading in source.headings or ()] == ["来信", "第二节"]


def test_a_long_piece_of_code_is_not_the_article_alone() -> None:
    code = "<div><pre>" + "\n".join(f"line_{number} = {number} * 2" for number in range(200)) + "</pre></div>"
    help_ = "<div id=help><h2>键盘</h2><p>按问号看帮助</p></div>"
    body = f"{help_}<main><h1>来信</h1>{TEXT}{code}<h2>又及</h2><p>湖水很冷，<a href=x>船</a>也是。</p></main>"
    source = read(f"<html><body><div>{NAVIGATION}</div>{body}</body></html>")
    assert source.text.startswith("来信\n\n第一天")
    assert source.text.endswith("又及\n\n湖水很冷，船也是。\n")


def test_short_lines_of_a_dialogue_are_an_article() -> None:
    lines = "".join(f"<p>“第{number}句。”</p><p>他笑了。</p>" for number in range(40))
    source = read(f"<html><body>{LAYOUTS['inside'].format(lines)}</body></html>")
    assert source.text.count("他笑了。") == 40
    assert "频道" not in source.text


def test_a_page_without_an_article_shows_all_that_is_to_be_seen() -> None:
    assert "频道3" in text(NAVIGATION)


def test_a_page_whose_text_a_script_is_to_write_says_so() -> None:
    with pytest.raises(UnreadableDocumentError, match="a script writes its text; save it from the browser"):
        read("<html><body><div id=app></div><SCRIPT src='湖.js'></SCRIPT></body></html>")
    assert text("") == ""


def test_a_page_with_nothing_around_its_text_needs_no_extractor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert text(f"<h1>来信</h1>{TEXT}").count(SAID) == 6


def test_a_page_too_large_to_be_looked_at_loses_what_says_it_is_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_pages, "MOST_EXTRACTED", 10)
    source = read(LAYOUTS["article"].format(TEXT))
    assert source.text.count(SAID) == 6
    assert "频道" not in source.text


def test_a_page_tells_its_title_authors_and_language() -> None:
    head = '<html lang="zh-Hant"><head><title>來信 - 木屋網</title><meta property="og:title" content="來信">'
    source = read(f'{head}<meta name="author" content="方小舟"></head><body>文')
    assert (source.title, source.authors, source.language) == ("來信", ("方小舟",), "zh-Hant")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "big5", ""])
def test_the_encoding_is_that_of_the_bytes_whatever_is_declared(encoding: str, declared: str) -> None:
    page = f"<html><head><meta charset='{declared}'></head><body>{TEXT}</body></html>"
    assert registry.read(page.encode(encoding), "page.html").text.count(SAID) == 6


def test_an_encoding_that_is_given_overrules(monkeypatch: pytest.MonkeyPatch) -> None:
    source = registry.read("<p>來信</p>".encode("big5"), "page.html", "big5")
    assert (source.text, source.encoding) == ("來信\n", "Big5")


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>这是\n第二行</p>", "这是第二行\n"),
        ("<p>some\n  words</p>", "some words\n"),
        ("<p>用\nPython\n写</p>", "用 Python 写\n"),
        ("<p>一<br>二<br/>三</p>", "一\n二\n三\n"),
        ("<p>一<b>二</b> <i>三</i></p>", "一二 三\n"),
        ("<div>一<p>二</p>三</div>", "一\n\n二\n\n三\n"),
        ("<ol start=3><li>甲<ul><li>乙</ul><li value=9>丙</ol>", "3. 甲\n  - 乙\n9. 丙\n"),
        ("<dl><dt>词<dd>义</dl>", "词\n义\n"),
        ("<dl><dt>词<dd><p>义<dt>句<dd><p>义</dl><p>后", "词\n义\n句\n义\n\n后\n"),
        ("<p>甲<hr>乙", "甲\n\n＊　＊　＊\n\n乙\n"),
        ("<p>看<img src=x alt='木屋'>图</p>", "看[木屋]图\n"),
        ("<ruby>漢<rp>(</rp><rt>ㄏㄢˋ</rt><rp>)</rp>字<rt>ㄗˋ</rt></ruby>。", "漢字（ㄏㄢˋ ㄗˋ）。\n"),
        ("<p>&lt;b&gt; &amp;amp; &nbsp;[red]</p>", "<b> &amp; \u00a0[red]\n"),
        ("<p>　　缩进</p>", "　　缩进\n"),
        ("<table><tr><td>一<td><h2>题</h2></table>", "一\n\n题\n"),
        (
            "<ul><li><input type=checkbox checked> 船<li><label><input type='checkbox'>信</label></ul>",
            "- ☑ 船\n- ☐ 信\n",
        ),
        ("<p><input type=checkbox>记住我", "记住我\n"),
        ("<p><math><semantics><mi>E</mi><annotation>\\E</annotation></semantics></math>", "E\n"),
    ],
)
def test_markup_becomes_lines(markup: str, shown: str) -> None:
    assert text(markup) == shown


def test_links_and_notes_are_where_they_say() -> None:
    source = read(
        '<p>看<a href="http://example.org/a">这里的 信</a>和船<sup><a href="#n">1</a></sup>。</p><p id=n>蓝色。</p>'
    )
    assert [(link.span.of(source.text), link.target) for link in source.links] == [
        ("这里的 信", "http://example.org/a")
    ]
    assert [(note.mark.of(source.text), source.text[note.place :]) for note in source.notes] == [("[1]", "蓝色。\n")]


def test_an_address_without_bounds_is_no_link() -> None:
    targets = ("http://example.org/" + "a" * LONGEST_ADDRESS, "http://example.org/a")
    source = read("".join(f'<p>湖水很冷，<a href="{target}">船</a>也是。</p>' for target in targets))
    assert [link.target for link in source.links] == ["http://example.org/a"]


@pytest.mark.parametrize("style", ["visibility: hidden; opacity: 0;", "display:none"])
@pytest.mark.parametrize("around", [f"<div>{NAVIGATION}</div>", ""], ids=["a site around it", "nothing around it"])
def test_an_article_that_a_script_was_to_show_is_read(style: str, around: str) -> None:
    hidden = "<div style='display:none'>扫码关注</div>"
    source = read(f'{around}<h1>来信</h1><div id="js_content" style="{style}">{TEXT}{hidden}</div>{hidden}')
    assert source.text.startswith("来信\n\n第一天")
    assert source.text.count(SAID) == 6
    assert "扫码" not in source.text


def test_scripts_make_no_page_too_large_to_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_pages, "MOST_EXTRACTED", 5000)
    source = read(LAYOUTS["div"].format(TEXT) + f"<script>{'x' * 9000}</script>")
    assert "热门" not in source.text


@pytest.mark.parametrize("tag", ["article", "main", "div role=main", "div itemprop=articleBody"])
def test_a_page_that_says_where_its_short_article_is_shows_that_alone(tag: str) -> None:
    comments = "<div id=comments><h2>评论</h2><p>第一位读者说：写得真好，我也想去湖边住。</p></div>"
    article = f"<{tag}><h1>公告</h1><p>今天下雨，停航一天。</p></{tag.split()[0]}>"
    for behind in ("", f"<aside>{SIDE}</aside>{comments}{FOOTER}"):
        page = f"<html><body><nav>{NAVIGATION}</nav>{article}{behind}</body></html>"
        assert text(page) == "公告\n\n今天下雨，停航一天。\n"


def test_what_a_document_type_declares_is_no_text() -> None:
    declared = '<!DOCTYPE html [<!ENTITY nbsp "&#160;"><!ENTITY end ">">]>'
    assert text(f'<?xml version="1.0"?>\n{declared}\n<html><body><p>文</p></body></html>') == "文\n"


def leads(source: Source) -> list[tuple[str, str]]:
    return [(note.mark.of(source.text), source.text[note.place :].split("\n")[0]) for note in source.notes]


def test_a_link_to_a_place_on_the_page_leads_there() -> None:
    contents = '<ul><li><a href="#a">第一节</a><li><a href="#b">第二节</a><li><a href="#c">不在</a></ul>'
    source = read(f'{contents}<h2 id=a>一、船</h2><p>文</p><h2 id=b>二、信</h2><p><a href="/#a">站</a>')
    assert leads(source) == [("第一节", "一、船"), ("第二节", "二、信")]
    assert [link.target for link in source.links] == ["/#a"]


def test_a_heading_in_a_list_is_shown_without_the_mark_of_its_item() -> None:
    source = read("<ol><li><h2>船</h2><p>文</p></ol>")
    assert [heading.title.of(source.text) for heading in source.headings or ()] == ["船"]


SAYS = "".join(f"<div><b>读者{index}</b><p>我是第{index}次读到这里，{SAID}</p></div>" for index in range(1, 12))
OTHERS = "".join(
    f'<li><a href="/o{index}">船夫们说第{index}个码头要重修了</a> 湖边日报 2019-09-0{index}</li>'
    for index in range(1, 9)
)


def page(article: str, behind: str = "", title: str = "来信") -> str:
    head = f"<html><head><title>{title}</title></head><body><div>{NAVIGATION}</div>"
    body = f"<div id=main><h1>来信</h1><div class=text>{article}</div>{behind}</div><div>{FOOTER}</div>"
    return f"{head}{body}</body></html>"


@pytest.fixture
def greedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the extractor take all of a page for its article, as it does with some of short ones."""
    monkeypatch.setattr(web_pages, "_extracted", lambda root: "".join("".join(root.itertext()).split()))


@pytest.mark.usefixtures("greedy")
@pytest.mark.parametrize("named", ["class=gc-comment", "id=commentList", "class='pinglun box'"])
def test_what_readers_say_is_no_part_of_a_shorter_article(named: str) -> None:
    source = read(page(f"{TEXT}<div>又及：<div {named}><h3>大家说</h3>{SAYS}</div>船修好了。</div>"))
    assert source.text.count(SAID) == 6
    assert "读者" not in source.text
    assert source.text.endswith("又及：船修好了。\n")


@pytest.mark.usefixtures("greedy")
@pytest.mark.parametrize("named", ["share", "hot comments", "sidebar"])
def test_an_article_in_what_is_named_like_something_around_it_is_read(named: str) -> None:
    body = f"<div>{NAVIGATION}</div><div class='{named}'><h2>来信</h2>{TEXT}</div><div>{FOOTER}</div>"
    assert text(body).count(SAID) == 6


@pytest.mark.usefixtures("greedy")
def test_a_thread_in_which_all_is_a_comment_is_read() -> None:
    thread = "".join(f"<div class=comment-body>{paragraph}</p></div>" for paragraph in TEXT.split("</p>")[:-1])
    furniture = "<div>登录后参加 船的讨论 关注这个话题的有三个人 最后更新于昨天早上 船票 船期 船名</div>" * 6
    assert text(f"<div>{NAVIGATION}</div><h1>来信</h1>{thread}{furniture}<div>{FOOTER}</div>").count(SAID) == 6


@pytest.mark.usefixtures("greedy")
def test_comments_in_code_are_no_comments_of_readers() -> None:
    code = "<pre><div class=line>a = 1</div><div class='line comment'># 船的数目</div></pre>"
    assert "a = 1\n# 船的数目\n" in text(page(TEXT + code + TEXT)).replace("\n\n", "\n")


@pytest.mark.usefixtures("greedy")
@pytest.mark.parametrize("line", ["相关阅读", "相關新聞：", "<h3>为您推荐</h3>", "<b>【熱門文章】</b>"])
def test_an_article_ends_where_a_line_says_that_others_follow(line: str) -> None:
    shown = text(page(TEXT, f"<div><div>{line}</div><ul>{OTHERS}</ul></div>"))
    assert shown.count(SAID) == 6
    assert "码头" not in shown


@pytest.mark.usefixtures("greedy")
@pytest.mark.parametrize("line", ["相关阅读", "<a href='/all'>相关阅读</a>", "船上的事", "最新新闻报道"])
def test_such_a_line_ends_no_article_that_goes_on(line: str) -> None:
    shown = text(page(f"{TEXT}{TEXT}<h2>{line}</h2>{TEXT}<p>完。</p>"))
    assert shown.count(SAID) == 18
    assert shown.endswith("完。\n")
    assert ("相关阅读" in shown) == ("相关阅读" in line)


@pytest.mark.usefixtures("greedy")
@pytest.mark.parametrize(
    "behind", [TEXT, "<p>船和<a href=/b>桨</a>又修好了。</p>", f"<div>{TEXT}</div><ul>{OTHERS}</ul>"]
)
def test_an_article_that_goes_on_behind_links_to_others_is_read_whole(behind: str) -> None:
    source = read(page(f"{TEXT}{TEXT}<div>相关阅读</div><ul>{OTHERS}</ul>{behind}<p>完。</p>"))
    assert source.text.count(SAID) == 12 + behind.count(SAID)
    assert source.text.endswith("完。\n")
    assert ("码头" in source.text) == (OTHERS in behind)
    assert ("桨又修好了" in source.text) == ("桨" in behind)


@pytest.mark.usefixtures("greedy")
def test_verses_before_links_to_others_are_read_and_summaries_beneath_them_are_not() -> None:
    links = "".join(f"<div><a href=/{index}>船夫们说第{index}个码头要重修</a></div>{{}}" for index in range(6))
    shown = text(page(f"{TEXT}{TEXT}<p>相关阅读</p>{links.replace('{}', f'<p>{SAID}</p>')}"))
    assert (shown.count(SAID), "码头" in shown) == (13, False)
    shown = text(page(f"{TEXT}<p>推荐阅读</p>{'<p>湖上的船夫唱着歌，一支接着一支</p>' * 40}{links.replace('{}', '')}"))
    assert shown.count("一支接着一支") == 40


@pytest.mark.usefixtures("greedy")
def test_text_behind_links_to_others_that_is_in_no_paragraph_stays() -> None:
    shown = text(page(f"{TEXT}<p>相关阅读</p><ul>{OTHERS}</ul>船修好了。<br>湖水还是很冷。"))
    assert "码头" not in shown
    assert shown.endswith("船修好了。\n湖水还是很冷。\n")


@pytest.mark.usefixtures("greedy")
def test_links_in_the_element_of_the_line_that_announces_them_are_no_article() -> None:
    assert "码头" not in text(page(TEXT, f"<div>相关阅读<ul>{OTHERS}</ul></div>"))


@pytest.mark.usefixtures("greedy")
@pytest.mark.parametrize("named", ["div class=hot-item", "p class=share", "div class=ad"])
def test_a_page_of_nothing_but_what_is_named_like_something_around_it_is_read(named: str) -> None:
    items = "".join(f"<{named}>{text}</{named.split()[0]}>" for text in TEXT.replace("<p>", "").split("</p>")[:-1])
    assert text(f"<div>{NAVIGATION}</div><h1>来信</h1>{items}<div>{FOOTER}</div>").count(SAID) == 6


@pytest.mark.usefixtures("greedy")
@pytest.mark.parametrize(
    "named",
    [
        "section id=login",
        "section id=cookies class=level2",
        "div id=share class='section level2'",
        "div class=hot-spring",
        "p id=market-share",
        "p class='foot note'",
        "section class=expert-comment",
    ],
)
def test_a_part_of_an_article_whose_name_has_such_a_word_in_it_is_read(named: str) -> None:
    shown = text(page(f"{TEXT}<{named}>又及：{SAID}</{named.split()[0]}>{TEXT}"))
    assert shown.count(SAID) == 13


@pytest.mark.usefixtures("greedy")
@pytest.mark.parametrize("named", ["class='share clearfix'", "class=qr-share-box", "id=login", "class=disclaimer"])
def test_what_is_named_as_being_around_an_article_is_no_part_of_it(named: str) -> None:
    said = "本站不对内容负责。" if "disclaimer" in named else "扫码登录"
    shown = text(page(f"{TEXT}<div {named}>{said}</div>{TEXT}"))
    assert shown.count(SAID) == 12
    assert said not in shown


@pytest.mark.usefixtures("greedy")
def test_sections_of_comments_are_no_part_of_an_article() -> None:
    assert "读者" not in text(page(TEXT, f"<section class=comments-area><h2>大家说</h2>{SAYS}</section>"))


def test_an_article_is_found_in_whatever_order_the_extractor_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        web_pages,
        "_extracted",
        lambda _root: f"第一天，{SAID}第二天，{SAID}湖边来的信，写给还没有到过这里的人和去了的人",
    )
    shown = text(
        f"<div>{NAVIGATION}</div><p>湖边来的信，写给还没有到过这里的人和去了的人</p><div>{TEXT}</div><div>{FOOTER}</div>"
    )
    assert shown.count(SAID) == 6
    assert "频道" not in shown


def test_an_article_whose_beginning_stands_before_it_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"第{number}天，{SAID}" for number in "一二三四五六"]
    monkeypatch.setattr(web_pages, "_extracted", lambda _root: "".join(lines))
    summary, article = f"<p>{lines[0]}第二天，湖边</p>", f"<div>{'<br>'.join(lines)}</div>"
    shown = text(f"<div>{NAVIGATION}</div><div>{summary}</div><div>{article}</div><div>{FOOTER}</div>")
    assert "\n".join(lines) in shown


@pytest.mark.parametrize(
    ("title", "heading", "stated", "told"),
    [
        ("来信到湖边的木屋_木屋网", "来信到湖边的木屋", "", "来信到湖边的木屋"),
        ("来信 - 木屋网", "来信", "", "来信 - 木屋网"),
        ("木屋网-湖边的小木屋日报", "木屋网", "", "木屋网-湖边的小木屋日报"),
        ("他说“来信”到了湖边_木屋网", "他说“来信”到了湖边", "他说", "他说“来信”到了湖边"),
        ("湖边的木屋日报第一版: 来信", "湖边的木屋日报第一版", "来信", "来信"),
        ("湖边的木屋来信与船_木屋网", "湖边的木屋来信", "", "湖边的木屋来信与船_木屋网"),
    ],
)
def test_the_title_is_the_heading_without_the_name_of_the_site(
    title: str, heading: str, stated: str, told: str
) -> None:
    meta = f"<meta property=og:title content='{stated}'>" if stated else ""
    source = read(f"<html><head><title>{title}</title>{meta}</head><body><h2>{heading}</h2>{TEXT}</body></html>")
    assert source.title == told


def test_a_headline_of_any_rank_comes_first() -> None:
    head = "<html><head><title>来信到湖边的木屋</title></head><body>"
    source = read(
        f"{head}<div>{NAVIGATION}</div><h1>木屋网</h1><h2>来信到湖边的木屋</h2><div>{TEXT}</div><div>{FOOTER}</div>"
    )
    assert source.text.startswith("来信到湖边的木屋\n\n第一天")


def test_a_picture_is_described_where_that_tells_something() -> None:
    pictures = (
        "<p><img alt='IMG_2041.jpg'></p><p><img alt='来信'></p>"
        "<figure><img alt='湖与 船'><figcaption>湖与船</figcaption></figure>"
        + "<p><img alt='木屋网'></p>" * 3
        + "<p>甲<img alt='𠮷'>乙<img alt='𠮷'>丙<img alt='𠮷'></p><p><img alt='雨中的木屋'></p>"
    )
    shown = text(page(TEXT + pictures + TEXT))
    assert "\n\n湖与船\n\n甲[𠮷]乙[𠮷]丙[𠮷]\n\n[雨中的木屋]\n\n" in shown
    assert shown.count("[") == 4
