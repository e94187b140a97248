"""The child process that parses documents: what runs in it.

Books, web pages and the like are parsed by code that others wrote, out of files that anybody may have made. Here it can
take no more time and memory than are good, and what Python code asks of the system is looked at: nothing is connected
to, no program started, no file written, renamed or removed. What a library in C did by itself would not be seen; none
that is used here is known to. The process ends with whoever started it, however that ends, also over a document.

On standard input come requests, on standard output go answers, each a message of a length in four bytes and as many. A
request is JSON: the name of a document, that of its encoding or null, the language for reasons, and whether its bytes
follow as another message, because they are in no file. An answer is one letter, then a packed document or a reason.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from reader import language
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import parse, read_document
from reader.language import _
from reader.library.packed_documents import packed

SECONDS = 60
"""Seconds of the processor that one document takes at most; who asks waits somewhat longer for an answer."""
MEMORY = 3 * 2**30
"""Bytes of addresses that the process takes at most."""
IDLE = 60.0
"""Seconds after which it ends when nothing is asked."""
REASON, DOCUMENT = b"r", b"d"
REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile")
"""Beginnings of the names of what is refused to all that runs here (`sys.addaudithook`)."""
# fmt: off
CHANGES = frozenset((
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.utime", "os.chmod",
    "os.chown", "os.chflags", "os.setxattr", "os.removexattr",
))
# fmt: on
"""The names of what changes files and folders."""
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
OWN_FOLDER = "__pycache__"
"""The one folder that something may be written to: the interpreter keeps what it has compiled there."""
LENGTH = struct.Struct(">I")


def main() -> None:
    """Parse what comes on standard input until it ends, or nothing has come for long."""
    coming, going = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever is printed by mistake is no answer
    messages: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(coming, messages), daemon=True).start()
    _limit("RLIMIT_AS", MEMORY)
    _limit("RLIMIT_CORE", 0)  # what was in a document is written nowhere
    sys.addaudithook(_refuse)
    with suppress(Empty):
        while True:
            name, encoding, spoken, is_given = json.loads(messages.get(timeout=IDLE))
            data = messages.get() if is_given else None
            language.use(spoken)
            _limit("RLIMIT_CPU", int(sum(os.times()[:2])) + SECONDS)
            send(going, _answer(name, encoding, data))
    os._exit(0)  # something still listens


def _listen(coming: BinaryIO, messages: SimpleQueue[bytes]) -> None:
    """Take messages in as they come; at the end of them end the process, whatever it is at."""
    try:
        while (message := received(coming)) is not None:
            messages.put(message)
    finally:
        os._exit(0)


def _answer(name: str, encoding: str | None, data: bytes | None) -> bytes:
    try:
        return DOCUMENT + packed(read_document(name, encoding) if data is None else parse(name, data, encoding))
    except UnreadableDocumentError as error:
        reason = str(error)
    except MemoryError:
        reason = too_much()
    return REASON + reason.encode("utf-8", "surrogatepass")


def too_much() -> str:
    """Return the reason why what takes too much memory cannot be read."""
    return _("it takes more memory to read than is safe; save it as text to read it here")


def _limit(what: str, most: int) -> None:
    """Let the process take no more of something, where the system has such limits."""
    with suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        resource.setrlimit(getattr(resource, what), (most, resource.getrlimit(getattr(resource, what))[1]))


def _refuse(event: str, words: tuple[Any, ...]) -> None:
    """Refuse what a parser has no business with.

    Raises:
        PermissionError: when something is such.
    """
    writes = event == "open" and isinstance(words[2], int) and words[2] & WRITES and not _is_own(words[0])
    if event.startswith(REFUSED) or writes or (event in CHANGES and not _are_own(words)):
        raise PermissionError(event)


def _are_own(words: tuple[Any, ...]) -> bool:
    """Return whether all files and folders that are named are such as the interpreter keeps."""
    named = [word for word in words if isinstance(word, (str, bytes, os.PathLike))]
    return bool(named) and all(map(_is_own, named))


def _is_own(file: Any) -> bool:
    """Return whether a file is one that the interpreter keeps, or was open before."""
    if isinstance(file, int):
        return True
    parts = Path(os.fsdecode(file)).parts
    return OWN_FOLDER in parts and ".." not in parts


def send(pipe: BinaryIO, data: bytes) -> None:
    """Write one message."""
    pipe.write(LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def received(pipe: BinaryIO) -> bytes | None:
    """Return the next message; None where none comes any more."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    data = pipe.read(length)
    return data if len(data) == length else None
