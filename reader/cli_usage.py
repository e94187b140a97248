"""What argparse says by itself, in the language of the interface.

argparse looks its messages up with gettext, in the catalog and by the languages of the environment alone. Ours are
chosen by `--language` too, so that the names it looks them up with are set.
"""

from __future__ import annotations

import argparse

from reader.language import N_, _, ngettext

SAID = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("unrecognized arguments: %s"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
)
"""The messages that our commands can lead to."""


def translate() -> None:
    """Let argparse speak the language of the interface from now on."""
    for name, translated in (("_", _), ("ngettext", ngettext)):
        setattr(argparse, name, translated)
