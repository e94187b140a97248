"""Two people of one name: whom a list has that tells nobody apart."""

from __future__ import annotations

ENTITIES = """
[[entity]]
id = "bay"
type = "person"
names = { zh-Hans = "方小舟", zh-Hant = "方小舟", en = "Bay Fang" }

[[entity]]
id = "boat"
type = "person"
names = { zh-Hans = "方小舟", zh-Hant = "方小舟", en = "Boat Fang" }
"""
