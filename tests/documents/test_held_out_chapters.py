"""How many chapters of novels are found, and how many lines that only look like headings are taken for some.

The lines were written down from what circulates as .txt, before the rules of `reader.documents.chapter_lines` and
`reader.documents.headings` were looked at: then 345 of the 388 headings were found and 20 of the 133 other lines taken
for headings. What was mended since is in `test_headings`; the counts below say how it stands now.
"""

from __future__ import annotations

from itertools import chain, cycle

import pytest

from reader.documents.contents import contents

NOVELS = """
第一回 风雪夜老僧说前缘 桃花渡少年逢旧友|第二回 假药铺真人藏姓名 旧书斋小姐失金钗|\
第三回　闹公堂县令换靴　闯后院丫鬟报信|第四回 三杯酒醉倒英雄汉　一纸书惊散鸳鸯梦|\
第十回 惊蛰日孤雁南归　谷雨时双鲤北上|第一百二十回 尘缘尽故人归隐　风波定天下太平
第一回　風雪夜老僧說前緣　桃花渡少年逢舊友|第二回　假藥鋪真人藏姓名　舊書齋小姐失金釵|第三回　鬧公堂縣令換靴|\
第廿三回　惡霸強佔三里店|第卅一回　孤臣泣血上金殿
第1章 重生|第2章 第一桶金|第3章 老同学|第4章 你算什么东西|第5章 打脸
第一百二十一章 归来（求月票）|第一百二十二章 夜探（第二更，求订阅）|第一百二十三章 真相大白【求推荐票】|\
第一百二十四章 惊变（为盟主“一叶”加更）|第一百二十五章 决战！（4000字大章）
第１章　起点|第２章　迷雾|第３章　陌生人|第１２章　夜访|第１００章　归途
001 开始|002 陌生的天花板|003 谁动了我的剑|004 夜市|005 不速之客|006 告别
001、穿越了|002、极品亲戚上门|003、分家|004、第一锅豆腐|005、赶集
1、重生|2、二十年前的夏天|3、同桌|4、一封情书|5、考试|6、暴雨
1.重生|2.你好，旧时光|3.校门口的面馆|4.转学生|5.雨
01. 初遇|02. 再会|03. 失约|04. 迟到的信|05. 七月
Chapter 1|Chapter 2|Chapter 3|Chapter 12|Chapter 13
Chapter 1 雨夜|Chapter 2 失踪的女孩|Chapter 3 证词|CHAPTER 4 归零|Chapter.5 尾声
【第一章】|【第二章】|【第三章】|【第四章】|【尾声】
【第一章 归乡】|【第二章 老屋】|【第三章】 井|【第四章】 钥匙|【番外】 那年冬天
正文 第一章 渡口|正文 第二章 老周|正文 第三章 雾|正文 第四章 船|番外 第一章 多年以后
正文第1章 下山|正文第2章 进城|正文第3章 拜师|正文 楔子|正文 后记
第一卷 少年行|第一章 下山|第二章 遇匪|第二卷 江湖远|第一章 入帮|第二章 夜战|第三章 负伤
卷一 青萍|第一章 微风|第二章 涟漪|卷二 惊涛|第三章 骤雨|卷三 归海|第四章 灯塔
卷一：青萍之末|第1节 微风|第2节 涟漪|卷二：惊涛|第3节 骤雨|第4节 灯塔
第一部 黄河|第一章 水|第二章 沙|第二部 长江|第一章 船|第二章 码头
第一集 初入山门|第一章 试炼|第二章 同门|第二集 剑气如虹|第一章 比武|第二章 受伤
上篇 离乡|第一章 车站|第二章 车厢|下篇 还乡|第三章 麦田|第四章 坟
第一篇 学海|第一章 私塾|第二章 洋学堂|第二篇 宦海|第三章 候补|第四章 上任
楔子|第一折|第二折|第三折|第四折
第一幕|第一场|第二场|第二幕|第一场|第三幕
第一卷 少年行 第一章 下山|第一卷 少年行 第二章 遇匪|第一卷 少年行 第三章 拜师|第二卷 江湖远 第四章 入帮|\
第二卷 江湖远 第五章 夜战
第一卷第一章 下山|第一卷第二章 遇匪|第一卷第三章 拜师|第二卷第一章 入帮
序章|第一章 灰|第二章 火|间章|第三章 烟|终章|尾声|后记
内容简介|楔子|第1章 开局一把刀|上架感言|第2章 开局两把刀|番外一 那把刀|番外二 另一把刀|完本感言
自序|引子|第一章 雪|第二章 泥|尾声|跋|附录
序|楔子|第一章 雪夜|第二章 歸人|後記|番外：十年後
前言|第一章 一个人的车站|第二章 两个人的晚饭|大结局|番外篇：婚后日常|后记：写在最后
第二十八章 追|第二十九章 终局|第三十章 完！|番外 一|番外 二|番外 三（完）
第一问|第二问|第三问|第四问|第五问
一|二|三|四|五|六
1|2|3|4|5|6
（一）|（二）|（三）|（四）|（五）
(1)|(2)|(3)|(4)|(5)
第一章|第二章|第三章|第四章|第五章
第1话 转学生|第2话 天台的约定|第3话 文化祭|第4话 烟花|最终话 再见
第一話　轉學生|第二話　天臺的約定|第三話　文化祭|第四話　煙火
第001章 穿越|第002章 系统|第003章 新手任务|第010章 升级|第100章 飞升
第0001章 穿越|第0002章 系统|第0003章 新手任务|第1024章 大结局
第九百九十九章 破关|第一千章 出关|第一千零一章 故人|第一千零二十四章 雷劫|第两千章 飞升
第一章：归来|第二章：旧宅|第三章：不速之客|第四章：雨夜|第五章：真相
第一章、归来|第二章、旧宅|第三章、不速之客|第四章、雨夜
第一章-归来|第二章-旧宅|第三章——不速之客|第四章 - 雨夜
第一章.归来|第二章.旧宅|第三章·不速之客|第四章．雨夜
第一章归来|第二章旧宅|第三章不速之客|第四章雨夜|第五章真相
☆、楔子|☆、第一章 初见|☆、第二章 再见|☆、第3章 雨|☆、4、别离|☆、番外
☆、1、初见|☆、2、再见|☆、3、雨|☆、4、别离|☆、5、尾声
=== 第一章 ===|=== 第二章 ===|=== 第三章 ===|=== 第四章 ===
------第一章 灰------|------第二章 火------|------第三章 烟------|------第四章 烬------
# 第一章 灰|# 第二章 火|# 第三章 烟|# 第四章 烬
一、少年|二、离乡|三、码头|四、旧友|五、归来
一 少年|二 离乡|三 码头|四 旧友|五 归来
第一卷·青萍|第一章·微风|第二章·涟漪|第二卷·惊涛|第三章·骤雨
第一章 少年（上）|第一章 少年（下）|第二章 离乡（一）|第二章 离乡（二）|第三章（上）|第三章（下）
第 1 章 归来|第 2 章 旧宅|第 3 章 来客|第 四 章 雨夜|第 五 章 真相
第零章 前夜|第一章 天明|第一〇一章 重逢|第一百零二章 再别|第壹佰零叁章 归隐
第一案 井中尸|第二案 无头帖|第三案 纸新娘|第四案 归魂
第一夜 狐|第二夜 灯|第三夜 镜|第四夜 井
第十一章 什么？！|第十二章 她说：“你来了？”|第十三章 我叫李二，我为自己代言……|第十四章 那么，再见吧。|\
第十五章 逃，逃，逃！|第十六章 《山河旧》
第七章 渡口(修)|第8章 [VIP] 雾|第9章 船 *|第10章 雾散（改错字）|第11章 灯(1)
第一章 那个在渡口等了整整二十年却始终没有等到船来的老人|\
第二章 关于老周为什么把烟袋扔进江里这件事镇上一共有七种说法|第三章 雾散以后我们才发现原来对岸什么也没有
《山河旧》第一章 渡口|《山河旧》第二章 老周|《山河旧》第三章 雾|《山河旧》第四章 船
山河旧 第一章 渡口|山河旧 第二章 老周|山河旧 第三章 雾|山河旧 第四章 船
章一 渡口|章二 老周|章三 雾|章四 船
Vol.1 青萍|第一章 微风|第二章 涟漪|Vol.2 惊涛|第三章 骤雨
第一章 重生歸來|第二章 極品親戚|第三章 這一世|第四章 擊掌為誓|第五章 風雲變色
第一章 总论|第一节 缘起|第二节 方法|第二章 分论|第一节 城|第二节 乡
（第一章）渡口|（第二章）老周|（第三章）雾|（第四章）船
#1 渡口|#2 老周|#3 雾|#4 船
卷一|卷二|卷三|卷四
卷之一 山|卷之二 水|卷之三 草木|卷之四 鸟兽
卷第一|卷第二|卷第三
"""
"""The headings of one novel a line."""

LOOKALIKES = """
第一章里说过，那座桥早就断了。|第三回合刚开始，他就倒下了。|第一节课还没有下，外头就乱了。|\
第二部电影上映那天下着雨。|第一集播出以后，街上没有一个人。|第三卷胶片没有冲出来。|第一幕演到一半，灯灭了。|\
第五部分是账目。|第一篇文章发表的时候，他才十九岁。|第二章的稿子丢了|第十二回了，你还是不听劝。|第二天|\
第二天一早，雪停了。|第三次了。|第一，你不许哭。|第二个人走了进来|第一场雨下了三天三夜。|\
第七卷第三章的批注是他写的。|第一部车坐的是新娘，第二部车坐的是媒人。|第四节车厢空无一人。|\
第二集团军昨夜过了江。|第三部队的人到了|第一回见面，他就认出了她|第一章，写的是他自己。|\
第八章写完的那天夜里他哭了|第二回来的时候，门已经锁了|第一话不说，先敬三杯。|\
第三章 第二节 都在讲同一件事，他看得直打瞌睡。|第十章也是这样
“第一章写的是什么？”|「第二回呢？」|“第三章。”|“序呢？序在哪里？”|“楔子！快拿楔子来！”|\
『第一卷，少年行。』他念道。|老师说：“第四章 略过。”|“一、二、三！”|“后记是他写的。”
尾声渐渐低下去，琴师抬起了头。|番外的消息传来时，他正在吃饭。|后记者们都散了。|序幕拉开了。|引子既出，众人都笑。|\
楔子敲进木头里，纹丝不动。|终章一曲弹罢，满座无声。|前言不搭后语，说的就是他这种人。|附录在最后一页。|\
跋山涉水，走了三个月|尾声的鼓点密得像雨|序列号被人刮掉了。|正文从这一页开始。|外传他已经死了|结局谁也没有想到|\
大结局那天，全镇的人都守在电视机前。
1998年3月2日|2003.05.12|三月初七，晴。|一九四九年十月一日|12月25日 星期三 雪|1937年|十一月。|5月1日|\
2008-08-08 20:00:00
001号病人还没有醒|110接到报警是凌晨三点|404寝室的门关着|3个人坐在炕上|12306的票又没了|1998|\
007 来了又走了，谁也没见过他的脸。|100块钱，一分不少。|三|一个人。|十年后|两点半|8:30|99%
12|— 13 —|第14页|第 15 页 共 200 页|- 16 -|17/200|·18·|Page 19
一去二三里，|烟村四五家。|亭台六七座|八九十枝花|第一桥边春水生|第三声里月西斜
本书由山河小说网整理，更多好书请访问首页|（本章完）|第一章完|未完待续……|求月票！求推荐票！|PS：今天第三更送到|\
第二更送到，求订阅！|作者有话要说：|更新时间：2010-5-1 12:00:00  本章字数：3012|***|----------|※※※|第三更！|\
上一章 返回目录 下一章|一秒记住，山河小说网，手机用户请阅读
Chapter 3 of the manual was missing.|Part of him wanted to leave.|Section chiefs were all there.|Volume up!
"""
"""Paragraphs that stand by themselves in the chapters of a novel."""
LISTS = """
1、牛奶|2、鸡蛋|3、盐|4、二锅头
1. 不许迟到|2. 不许早退|3. 不许带家属
一、甲方负责供货。|二、乙方负责运输。|三、违约者赔偿三倍。
（一）不得外传；|（二）不得抄录；|（三）阅后即焚。
第一，放下刀。|第二，转过身。|第三，慢慢走出来。
001 张大力 男|002 王小梅 女|003 赵铁柱 男
第一条 凡入本门者，不得欺师灭祖。|第二条 不得同门相残。|第三条 不得私传武艺。|\
第四十二条　本规约自公布之日起施行。
"""
"""Paragraphs that stand together in a chapter of a novel."""
PLAIN = """
红烧肉|1、五花肉洗净切块。|2、冷水下锅焯水，撇去浮沫。|3、炒糖色，放入葱姜八角。|4、加水没过肉，小火炖一个小时。|\
5、大火收汁即可。
1 酱油|2 醋|3 盐|4 白糖|5 料酒|6 花椒
001 张大力|002 王小梅|003 赵铁柱|004 钱多多|005 孙小圣|006 李白|007 周口店
1. 按时到岗。|2. 不得代打卡。|\
3. 请假须提前一天提出，并由组长签字，节假日顺延，逾期不候，后果自负，解释权归本店所有。|4. 保持卫生。
一更天|二更天|三更鼓响月如钩|四更风起人未眠|五更鸡叫下扬州
2001 3.5 4.2|2002 3.7 4.8|2003 3.9 5.1|2004 4.4 5.5
"""
"""Whole documents that have no headings."""

BODY = (
    "天刚蒙蒙亮，渡口的船家已经把缆绳解开，江面上的雾还没有散，远处传来几声犬吠。",
    "老周把烟袋在鞋底上磕了磕，说这样的天气最容易出事，年轻人都不肯信他。",
    "“你真的要走？”她站在门槛里，手里还攥着那条没有缝完的袖子。",
    "他没有回答，只是把包袱往肩上提了提，沿着石板路一直走到巷子尽头。",
    "“别动。”黑暗里有人低声说，随后是一阵衣料摩擦的窸窣声。",
)
RIGHT, WRONG = 375, 15
TITLES = ("第1章 渡口", "第2章 老周", "第3章 雾", "第4章 船", "第5章 灯")


def groups(table: str) -> list[list[str]]:
    return [row.split("|") for row in table.strip().splitlines()]


def headings(paragraphs: list[str], between: str) -> list[int]:
    """Return which of some paragraphs are listed as headings."""
    text = between.join(paragraphs)
    starts = [0]
    for paragraph in paragraphs:
        starts.append(starts[-1] + len(paragraph) + len(between))
    return [starts.index(heading.paragraph.start) for stretch in contents(text) for heading in stretch]


def among_text(lines: list[str], indent: str) -> list[str]:
    """Return some lines, each followed by five paragraphs of text."""
    text = cycle(BODY)
    return list(chain.from_iterable((line, *(indent + next(text) for _ in range(5))) for line in lines))


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["no blank lines", "blank lines"])
@pytest.mark.parametrize("indent", ["", "　　"], ids=["flush", "indented"])
def test_nearly_all_chapters_are_found_and_no_text_is_taken_for_one(between: str, indent: str) -> None:
    missed, count = [], 0
    for lines in groups(NOVELS):
        found = headings(among_text(lines, indent), between)
        assert all(place % 6 == 0 for place in found)
        missed += [line for number, line in enumerate(lines) if 6 * number not in found]
        count += len(lines)
    assert count - len(missed) >= RIGHT, missed


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["no blank lines", "blank lines"])
def test_few_lines_that_look_like_headings_are_taken_for_some(between: str) -> None:
    wrong = []
    chapters = [[title, *BODY] for title in TITLES]
    for group in [*([line] for lines in groups(LOOKALIKES) for line in lines), *groups(LISTS)]:
        paragraphs = [*chain.from_iterable(chapters[:3]), *group, *BODY, *chain.from_iterable(chapters[3:])]
        found = [paragraphs[place] for place in headings(paragraphs, between)]
        assert set(TITLES) <= set(found)
        wrong += [line for line in found if line not in TITLES]
    assert len(wrong) <= WRONG, wrong


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["no blank lines", "blank lines"])
def test_a_list_that_is_the_whole_document_has_no_headings(between: str) -> None:
    for lines in groups(PLAIN):
        assert headings(lines, between) == []
