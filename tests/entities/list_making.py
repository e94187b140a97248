"""Lists at random, right and wrong, and all that loading them gives in an order that can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

    from reader.entities.entity import Name
    from reader.entities.lists import EntityLists

IDS = st.sampled_from(["a", "b", "c", "d-e", "f", "g", "h"])
TEXTS = st.sampled_from(["方小舟", "方小周", "林晚", "林蘭", "林兰", "Fang Boat", "fang boat", "IOI", "老方"])
WRONG = st.sampled_from(
    ["3", '""', '" x"', '"a\\u001bb"', "1979-05-27", "true", "[[]]", "{ x = nan }", '"A B"', "0xffff"]
)
KEYS = st.sampled_from(["type", "names", "aliases", "short", "description", "off", "merged_into", "nick", "elsewhere"])


@st.composite
def _names(draw: st.DrawFn) -> str:
    tags = draw(
        st.lists(
            st.sampled_from(["zh-Hans", "zh-Hant", "zh-TW", "en"]),
            unique=True,
            min_size=draw(st.integers(0, 1)),
            max_size=3,
        )
    )
    return "{ " + ", ".join(f'{tag} = "{draw(TEXTS)}"' for tag in tags) + " }"


@st.composite
def _members(draw: st.DrawFn) -> str:
    def member() -> str:
        text = f'"{draw(TEXTS)}"'
        more = draw(st.sampled_from(["", "", "case = true", "with", 'only_in = ["林晚来"]', 'zh-TW = "林蘭"']))
        more = f'with = ["{draw(IDS)}"]' if more == "with" else more
        return f"{{ text = {text}, {more} }}" if more else text

    return "[" + ", ".join(member() for _ in range(draw(st.integers(0, 3)))) + "]"


@st.composite
def entries(draw: st.DrawFn) -> str:
    """Make an `[[entity]]` table, which is right more often than not."""
    usual = st.sampled_from(["aliases", "aliases", "short", "description", "off", "elsewhere", "merged_into"])
    chosen = draw(st.sets(usual, max_size=2))
    if draw(st.integers(0, 3)) < 3:
        chosen |= {"type", "names"}
    fields = {
        "type": draw(st.sampled_from(['"person"', '"product"'])),
        "names": draw(_names()),
        "aliases": draw(_members()),
        "short": draw(_members()),
        "description": draw(st.sampled_from(['""', '"编辑"'])),
        "off": draw(st.one_of(st.sampled_from(["true", "false", "[]"]), TEXTS.map('["{}"]'.format))),
        "elsewhere": draw(st.sampled_from(["true", "false"])),
        "merged_into": f'"{draw(IDS)}"',
    }
    stated = {key: text for key, text in fields.items() if key in chosen}
    if draw(st.integers(0, 9)) == 9:
        stated[draw(KEYS)] = draw(WRONG)
    own = [f'id = "{draw(IDS)}"'] if draw(st.integers(0, 9)) < 9 else []
    return "\n".join(("[[entity]]", *own, *(f"{key} = {text}" for key, text in stated.items()), ""))


def others() -> st.SearchStrategy[str]:
    """Make what else may stand in a list, and what no list is."""
    return st.one_of(
        st.tuples(IDS, IDS).map('[[distinct]]\nentities = ["{0[0]}", "{0[1]}"]\n'.format),
        st.tuples(TEXTS, IDS).map('[[mention]]\ntext = "{0[0]}"\nentity = "{0[1]}"\n'.format),
        TEXTS.map('[[mention]]\ntext = "{}"\nignore = true\ndocument = "x.txt"\n'.format),
        st.sampled_from(
            ["[[mention]]\ntext = 3\n", "[[distinct]]\nday = 1979-05-27\n", "[[strange]]\n", "[[other]]\n"]
        ),
    )


def lists() -> st.SearchStrategy[str | None]:
    """Make the text of a list; None where there is no file."""
    tables = st.lists(st.one_of(entries(), entries(), entries(), others()), min_size=2, max_size=9).map("\n".join)
    broken = st.sampled_from(["entity = 3\n", "entity = [1, {}]\nother = 2\n", "[[entity]\n", "distinct = 1\n"])
    return st.one_of(tables, tables, tables, broken, st.none())


def put(path: Path, text: str | None) -> None:
    """Write the text of a list, or remove it."""
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(text, encoding="utf-8")


def in_full(lists: EntityLists) -> object:
    """Return all that lists come to, the orders of all things included."""
    entities = [
        (one.id, one.type, list(one.canonical.items()), one.description, list(map(_in_full, one.names)))
        for one in lists.entities
    ]
    problems = [(one.file, one.entry, one.field, one.message) for one in lists.problems]
    return entities, problems, lists.apart, lists.decisions, dict(lists.merged), lists.files


def _in_full(name: Name) -> object:
    conditions = (name.together_with, name.only_in, name.not_in, name.documents)
    return list(name.spellings.items()), name.short, name.case, name.layer, conditions
