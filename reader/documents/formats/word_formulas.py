"""Formulas of Word documents (ECMA-376 part 1, 22.1), each on one line: `(a+b)/2`, `x_i^2`, `√(x)`, `∑_(i=1)^n x_i`.

mammoth leaves them out, so that a sentence would lack what it is about.
"""

from __future__ import annotations

from typing import Any

from reader.documents.formats.markup import attribute, local

LONGEST = 4096
"""Code points of a part of a formula; what is more is cut."""


def formula(root: Any) -> str:
    """Return a formula, or some that stand together, as text on one line."""
    told: dict[Any, str] = {}
    for element in reversed(list(root.iter())):  # what is inside before what it is in
        told[element] = _written(element, told)[:LONGEST]
    return " ".join(told[root].split())


def _written(element: Any, told: dict[Any, str]) -> str:
    """Return an element of a formula, of which all that is inside is told, and no more needed."""
    parts = [(local(child), told.pop(child, "")) for child in element]
    parts = [(name, text) for name, text in parts if not name.endswith("pr")]
    part = dict(reversed(parts)).get
    each = [text for _name, text in parts]
    match local(element):
        case "t":
            return element.text or ""
        case "f":
            return f"{_whole(part('num', ''))}/{_whole(part('den', ''))}"
        case "ssub" | "ssup" | "ssubsup":
            return part("e", "") + _script("_", part("sub", "")) + _script("^", part("sup", ""))
        case "limlow":
            return part("e", "") + _script("_", part("lim", ""))
        case "limupp":
            return part("e", "") + _script("^", part("lim", ""))
        case "nary":
            scripts = _script("_", part("sub", "")) + _script("^", part("sup", ""))
            return f"{_sign(element, 'chr', '∫')}{scripts} {part('e', '')}"
        case "spre":
            return _script("_", part("sub", "")) + _script("^", part("sup", "")) + part("e", "")
        case "rad":
            return f"{_script('^', part('deg', ''))}√({part('e', '')})"
        case "func":
            return f"{part('fname', '')} {part('e', '')}"
        case "d":
            between = _sign(element, "sepchr", "|").join(each)
            return f"{_sign(element, 'begchr', '(')}{between}{_sign(element, 'endchr', ')')}"
        case "m" | "eqarr":
            return "; ".join(each)
        case "mr" | "omathpara":
            return " ".join(each)
        case _:
            return "".join(each)


def _sign(element: Any, name: str, otherwise: str) -> str:
    """Return a sign that the properties of an element tell."""
    properties = (one for child in element if local(child).endswith("pr") for one in child)
    return next((attribute(one, "val")[:2] for one in properties if local(one) == name), otherwise)


def _script(sign: str, text: str) -> str:
    return sign + _whole(text) if text.strip() else ""


def _whole(text: str) -> str:
    """Return a part so that nothing beside it seems to belong to it."""
    plain = text.strip()
    return plain if len(plain) <= 1 or plain.isalnum() else f"({plain})"
