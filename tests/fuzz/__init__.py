"""Fuzzing: inputs by the thousand for decoding, each parser, lists and the page, under limits of time and memory."""
