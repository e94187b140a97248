"""Interchange: entities and their mentions in the formats of other programs.

`formats` knows every format and picks the right one; each format is a module that reads bytes into `Record`s, or writes
`Entity`s. `gathering` makes entities of records by the rules of entity lists. What a format cannot hold, and what of a
file cannot be taken, is a `Problem`; nothing is dropped in silence.
"""
