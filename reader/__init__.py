"""A terminal reading app for Chinese: both scripts at one key, people linked across documents."""

__version__ = "0.1.0"
