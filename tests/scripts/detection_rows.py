"""Texts of our own with the script each is written in: half to tune detection on, half to measure it alone."""

from __future__ import annotations

TUNED = """
zh-Hans 昨天下午，市图书馆迎来了今年第一批外国读者。
zh-Hans 他坐在窗边，看着雨水顺着玻璃往下流。
zh-Hans 这本书的作者名叫陳舜臣，书里写了许多往事。
zh-Hans 山峰之间云雾缭绕，温度降到了零下。
zh-Hans 佢哋话呢个问题好紧要，点解冇人理？
zh-Hans 乾隆年间，这里还是一片荒地。
zh-TW 昨天下午，市立圖書館迎來了今年第一批外國讀者，大家都為這件事高興。
zh-TW 他坐在窗邊，看著雨水順著玻璃往下流。
zh-TW 打開手機的藍牙，透過網路把影片傳到電腦裡。
zh-TW 這家麵店在巷子裡開了三十年，老闆從來不漲價。
zh-TW 計程車司機說，前面的路口正在施工。
zh-TW 捷運站旁邊新開了一家便利商店。
zh-TW 她著急地問：「你為什麼還沒有出門？」
zh-TW 資訊系統的程式有一個錯誤，工程師正在修正。
zh-TW 他說這個專案的品質很好，使用者都很滿意。
zh-TW 高雄市政府宣布，輕軌將於明年啟用。
zh-HK 她説這間茶餐廳的奶茶最好喝。
zh-HK 衞生署呼籲市民注意個人衞生。
zh-HK 佢話今晚唔返屋企食飯。
zh-HK 巴士站排着長長的隊，大家都在看手機。
zh-HK 我哋去邊度飲茶好呢？
zh-HK 立法會今日通過了有關税務的條例草案。
zh-HK 港鐵表示，列車服務因為信號故障而受阻。
zh-HK 銅鑼灣的商場裏擠滿了人，連的士也叫不到。
zh-HK 這套軟件的質素一般，但價錢便宜。
zh-Hant 爲了寫這部書，他查閱了大量檔案。
zh-Hant 羣衆站在廣場上，聽他講話。
zh-Hant 牀前明月光，疑是地上霜，舉頭望明月，低頭思故鄉。
zh-Hant 他喫了一碗麪，纔覺得暖和起來。
zh-Hant 這個問題很難回答。
zh-Hant 學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？
zh-Hant 峯巒疊嶂，雲霧繚繞，一條小路通向山頂。
zh-Hant 《紅樓夢》的著者是曹雪芹，這是公認的著名小說。
mixed 这个软件很好用。這個軟體很好用。
mixed 原文：「學而時習之，不亦說乎」，意思是学习并且时常温习，不也很高兴吗？
mixed 简体：这里发现了问题。繁體：這裏發現了問題。
none 一二三四五六七八九十
none Hello, world! 2024-05-06
none 山中有水，水中有月。
none 東京都では新しい法律が施行されました。
none 学校の図書館で本を読んでいます。
none 人工智能
none 한국어 문장입니다.
"""
"""A script and a text a line."""

HELD_OUT = """
zh-Hans 会议决定，从下个月起实行新的办法。
zh-Hans 老李干了一辈子木匠，手里的活儿从来不马虎。
zh-Hans 她着急地问：你怎么还不出门？
zh-Hans 台湾作家白先勇的小说在大陆出版了简体字版。
zh-Hans 呢度嘅嘢食好好味，下次再嚟。这是当地人说的话。
zh-Hans 后来才知道，那封信一直压在箱子底下。
zh-TW 氣象局指出，明天起北部地區氣溫將明顯下降，民眾外出請注意保暖。
zh-TW 他把檔案存進隨身碟裡，然後關掉電腦。
zh-TW 機車停在騎樓下，擋著行人的路。
zh-TW 這支影片在網路上被轉傳了好幾萬次。
zh-TW 老師在黑板上寫著今天的作業。
zh-TW 她點了一碗牛肉麵和一杯珍珠奶茶。
zh-TW 立法院三讀通過修正草案，行政院表示尊重。
zh-TW 新竹科學園區的工程師每天都加班。
zh-TW 他為人正直，大家都信任他。
zh-TW 伺服器當機了，部落格暫時打不開。
zh-TW 公車來了，他急急忙忙地跑過去。
zh-HK 他説今年的樓價會回落。
zh-HK 呢件事唔關我事，你問下佢啦。
zh-HK 警方在旺角拘捕了三名男子，懷疑他們涉及一宗劫案。
zh-HK 香港天文台發出黃色暴雨警告信號，市民應留意着最新的天氣消息。
zh-HK 食環署人員到街市巡查，發現有檔販違規。
zh-HK 小巴司機説前面塞車，要兜路。
zh-HK 醫管局公布，急症室的輪候時間超過八小時。
zh-HK 佢哋喺度傾偈。
zh-HK 學生們看着黑板，裏面沒有一個人出聲。
zh-HK 這部影片在戲院上映，閲讀影評後我決定去看。
zh-Hant 僞造文書是犯罪行爲。
zh-Hant 竈臺上放着一隻鐵鍋。
zh-Hant 他們的房間裏有一張牀和一個櫃子。
zh-Hant 國際關係變得越來越複雜。
zh-Hant 先帝創業未半而中道崩殂，今天下三分，益州疲弊。
zh-Hant 車輪滾滾，馬蹄聲聲。
zh-Hant 一羣孩子在河邊玩耍，笑聲傳得很遠。
zh-Hant 這部名著的編著者和譯著者都已經去世。
mixed 他写道：“我们应当努力。”對方回答：「我們應當努力。」
mixed 后来他搬到台北，後來他搬到臺北。
mixed 这些书里，這些書裏，都没有答案，都沒有答案。
none 三月七日，大雨。
none GPT-4o、o3-mini、Claude 3.5
none 新幹線は時速三百キロで走る。
none この国の経済は発展している。
none 白日依山，黄河入海。
none ひらがなとカタカナ
"""
"""The same, never looked at while detection was written."""


def rows(table: str) -> list[tuple[str, str]]:
    """Return the rows of a table: a script and a text each."""
    return [(script, text) for script, _, text in (line.partition(" ") for line in table.strip().splitlines())]
