"""What would do something to a terminal, to the direction of text or to a program that takes text for markup.

Whatever of it carries words carries `CANARY`, so that it is known again where it should never arrive.
"""

from __future__ import annotations

CANARY = "HARM"
"""What is in every title, clipboard, link and message that a document tries to set."""
ADDRESS = f"https://example.invalid/{CANARY}"
ESCAPE, BELL, END = "\x1b", "\x07", "\x1b\\"
CSI, OSC, DCS, SOS, PM, APC = (f"{ESCAPE}{final}" for final in "[]PX^_")
CSI_8, OSC_8, DCS_8, SOS_8, PM_8, APC_8, END_8 = "\x9b", "\x9d", "\x90", "\x98", "\x9e", "\x9f", "\x9c"
"""The same in one character each."""
C0 = "".join(map(chr, (*range(0x20), 0x7F)))
C1 = "".join(map(chr, range(0x80, 0xA0)))
LINE_ENDS = "\r\n\x0b\x0c\x85\u2028\u2029"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

TO_THE_TERMINAL = {
    "every-c0": C0.translate(dict.fromkeys(map(ord, "\0" + LINE_ENDS))),
    "every-c1": C1.replace("\x85", ""),
    "colours": f"{CSI}31;7m{CSI}38;2;1;2;3m{CSI}8m",
    "erases": f"{CSI}2J{CSI}3J{CSI}H{CSI}1;1H{CSI}K{CSI}999A",
    "edits": f"{CSI}100L{CSI}100M{CSI}100P{CSI}100@{CSI}1;2r{CSI}4h{CSI}100000b",
    "resets": f"{ESCAPE}c{CSI}!p{ESCAPE}#8{ESCAPE}(0\x0e{ESCAPE}7{ESCAPE}8{ESCAPE}D{ESCAPE}M",
    "modes": f"{CSI}?1049l{CSI}?25l{CSI}?2026h{CSI}?1003h{CSI}?2004l{CSI}?7h{CSI}>1u{CSI}<9u",
    "asks": f"{CSI}6n{CSI}5n{CSI}c{CSI}>c{CSI}=c{CSI}?996n{CSI}x{CSI}>q\x05",
    "window": f"{CSI}8;1;1t{CSI}21t{CSI}2t{CSI}14t{CSI}22;0t",
    "prints": f"{CSI}5i{CSI}4i{CSI}?5i",
    "title": f"{OSC}0;{CANARY}{BELL}{OSC}2;{CANARY}{END}{OSC}l{CANARY}{END}{ESCAPE}k{CANARY}{END}",
    "open-title": f"{OSC}0;{CANARY}",
    "clipboard": f"{OSC}52;c;{CANARY}{BELL}{OSC}52;p;?{END}{OSC}52;;{CANARY}{END}",
    "link": f"{OSC}8;;{ADDRESS}{END}x{OSC}8;;{END}{OSC}8;id=1;file:///etc/passwd{BELL}y{OSC}8;;{BELL}",
    "messages": f"{OSC}9;{CANARY}{BELL}{OSC}777;notify;{CANARY};x{BELL}{OSC}99;;{CANARY}{END}",
    "palette": f"{OSC}4;1;#{CANARY}{END}{OSC}10;?{END}{OSC}11;#000000{END}{OSC}104{END}{OSC}7;file://x/{CANARY}{END}",
    "files": f"{OSC}1337;File=name={CANARY}:AAAA{BELL}{APC}Ga=T,f=100;{CANARY}{END}{OSC}50;{CANARY}{BELL}",
    "device-control": f'{DCS}q#0;2;0;0;0{CANARY}{END}{DCS}$q"p{END}{DCS}+q544e{END}{DCS}tmux;{CANARY}{END}',
    "strings": f"{APC}{CANARY}{END}{PM}{CANARY}{END}{SOS}{CANARY}{END}{DCS}{CANARY}",
    "in-8-bits": f"{CSI_8}31m{CSI_8}2J{OSC_8}0;{CANARY}{END_8}{OSC_8}52;c;{CANARY}{END_8}{OSC_8}8;;{ADDRESS}{END_8}",
    "strings-in-8-bits": f"{DCS_8}q{CANARY}{END_8}{APC_8}{CANARY}{END_8}{PM_8}{CANARY}{END_8}{SOS_8}{CANARY}{END_8}",
    "end-of-paste": f"{CSI}201~q{CSI}200~{CSI_8}201~{CSI}I{CSI}O{CSI}<0;1;1M{ESCAPE}OP",
    "cut-off": f"{ESCAPE}{CSI}{CSI}1;{CSI}?{ESCAPE}(",
    "backspaces": "\b" * 40 + "\r" + f"{CANARY}\x7f\x7f",
}
"""What a terminal would obey."""

IN_DISGUISE = {
    "embeddings": "\u202a一\u202b二\u202c",
    "overrides": "\u202dabc\u202e.txt\u202e",
    "isolates": "\u2066一\u2067二\u2068三",
    "marks-of-direction": "\u200e\u200f\u061c",
    "no-end-of-direction": "\u202e" * 200 + "\u2067" * 200,
    "zero-width": "木\u200b屋\u2060\ufeff\u180e\u2061\u2062\u2063\u2064",
    "soft-hyphens": "soft\u00adhy\u00adphen",
    "joiners": "字\u200d字\u200d字 a\u200db\u200c👩\u200d💻👩\u200d",
    "tags": "🏴\U000e0067\U000e0062\U000e0065\U000e007f\U000e0041\U000e0001",
    "variation-selectors": "葛\U000e0100\ufe00\ufe0f一\ufe0e👍\ufe0f\ufe0e\ufe0f",
    "combining": "e\u0301\u0302\u0303 字\u20dd \u0301\u0489",
    "fillers": "\u115f\u1160\u3164\uffa0\u2800",
    "annotations": "\ufff9字\ufffa注\ufffb\ufffc\ufffd",
    "old-formatting": "\u206a\u206b\u206c\u206d\u206e\u206f\u2065\ufff0",
    "noncharacters": "\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff",
    "private-use": "\ue000木屋\ue000\ue001\uf8ff\U000f0000\U0010fffd\ue000",
    "skin-tones": "一🏻a🏼🏽👍🏽🏽",
    "flags": "🇨🇳🇹" + "🇼" * 40,
    "reserved": "\U000e0080\U000e01f0\U000e0fff\u2fe0",
    "scripts-from-right": "שלום אחד 123 مرحبا abc",
}
"""What hides, reorders, or is not as wide as it seems."""

LIKE_MARKUP = {
    "bold": "[bold]x[/bold] [red on blue]y[/] [/] [/nothing] [",
    "actions": f"[@click=app.quit]x[/] [@click=app.bell()]y[/@click] [link={ADDRESS}]z[/link]",
    "backslashes": "\\[bold] \\\\[bold] \\x1b[31m \\e[31m \\033]0;x\\007 \\u202e",
    "variables": "$text $error-darken-3 [$accent]x[/] {name} {0} {} %s %(name)s %n {self.__class__}",
    "commands": f"$(touch {CANARY}) `touch {CANARY}` ; touch {CANARY} | cat && :q! ${{HOME}} !!",
    "emoji-codes": ":smile: :warning: [emoji] [#ff0000]x[/#ff0000] [not bold]",
    "html": f"<script>alert(1)</script><img src=x onerror=alert(1)><a href='{ADDRESS}'>&#27;[31m&lt;",
}
"""What somebody's code might take for markup, a format or a command."""

ALL = {**TO_THE_TERMINAL, **IN_DISGUISE, **LIKE_MARKUP}
TOGETHER = " ".join(ALL.values())
"""All of it on one line."""
SHORT = (
    f"{CSI}31m{OSC}0;{CANARY}{BELL}{OSC}52;c;{CANARY}{END}{CSI_8}2J{OSC_8}2;{CANARY}{END_8}\u202e\u2066[bold]{{name}}\t"
)
"""As much as a name of 255 bytes holds."""
