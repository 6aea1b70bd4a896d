"""Whole answers kept in memory, each in the encodings that clients read.

The application says which answers may be kept (`mark_cacheable`); everything else about them is done here: compression,
entity tags, 304 and the limit of bytes. A key holds all that shapes an answer, the data version among it.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import brotli
from cachetools import LRUCache
from flask import request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

#: Bytes of answers that one process keeps; made-up query strings and hosts cannot fill the memory.
CACHE_BYTES = 64_000_000
#: An answer larger than this is not kept.
MAX_KEPT_BYTES = 4_000_000
#: Of 11. One more takes 15 to 20 ms longer for each page and saves half a percent of its bytes; 10 takes far longer.
BROTLI_EFFORT = 8
_ENVIRON_KEY = "figures.cacheable"
#: What is compressed already.
_COMPRESSED = (b"image/png", b"application/pdf", b"application/zip", b"application/vnd.openxmlformats")
#: Headers of a 200 that a 304 must not repeat.
_OF_THE_BODY = (b"content-length", b"content-type", b"content-encoding")
Header = tuple[bytes, bytes]
Message = dict[str, Any]


@dataclass(frozen=True)
class CachePolicy:
    """What the application says of an answer that more than one client may get.

    Attributes:
        version: of the data it was made from.
        keep: False gives it to those who wait for it now, and has it made anew for the next.
        effort: of Brotli, up to 11.
        on_served: is called with the headers of each request that gets it.
    """

    version: str
    keep: bool = True
    effort: int = BROTLI_EFFORT
    on_served: Callable[[Mapping[str, str]], None] | None = None


def mark_cacheable(policy: CachePolicy) -> None:
    """Lets the answer to this request be kept and given to others; without this it goes to who asked only."""
    request.environ[_ENVIRON_KEY] = policy


def unmark_cacheable() -> None:
    """Has the answer to this request go to who asked only."""
    request.environ.pop(_ENVIRON_KEY, None)


def cache_policy_of(environ: WSGIEnvironment) -> CachePolicy | None:
    """What the application said of its answer."""
    policy: CachePolicy | None = environ.get(_ENVIRON_KEY)
    return policy


@lru_cache(maxsize=1024)
def best_encoding(accept_encoding: bytes) -> str:
    """``br``, ``gzip``, or nothing for a client that reads neither."""
    accepted = parse_accept_header(accept_encoding.decode("latin-1"), Accept)
    return next((name for name in ("br", "gzip") if accepted[name]), "")


@dataclass(frozen=True, slots=True)
class Encoded:
    """An answer in one encoding, as ASGI messages.

    Attributes:
        start: of a 200.
        body: of it.
        not_modified: the start of a 304.
        etag: with its quotes.
    """

    start: Message
    body: Message
    not_modified: Message
    etag: bytes


@dataclass(eq=False)
class CachedResponse:
    """A 200 of the application that several clients may get.

    Attributes:
        headers: without those of an encoding, and without an entity tag.
        body: as it is before any encoding; empty once it is kept compressed, which takes a fifth of the room.
        route: the rule of the address, for the log.
    """

    headers: list[Header]
    body: bytes
    policy: CachePolicy
    route: str
    encoded: dict[str, Encoded] = field(default_factory=dict)

    def __post_init__(self) -> None:
        media_type = dict(self.headers).get(b"content-type", b"")
        self._compressible = bool(self.body) and not media_type.startswith(_COMPRESSED)
        self._digest = hashlib.sha256(self.body).hexdigest()[:20]

    def encoding_for(self, accept_encoding: bytes) -> str:
        """The encoding in which a client gets it."""
        return best_encoding(accept_encoding) if self._compressible else ""

    def encode(self, encoding: str) -> Encoded:
        """Compresses it, once for each encoding, or unpacks it; it takes some milliseconds of a thread."""
        if encoding in self.encoded:
            return self.encoded[encoding]
        if not encoding and self._compressible and not self.encoded:
            self.encode("gzip")  # what is kept for those who read no encoding is kept compressed all the same
        body = self._compressed(encoding)
        etag = f'"{self._digest}-{encoding or "id"}"'.encode()
        headers = [*self._varied(), (b"content-length", b"%d" % len(body)), (b"etag", etag)]
        if encoding:
            headers.append((b"content-encoding", encoding.encode()))
        kept = [header for header in headers if header[0] not in _OF_THE_BODY]
        made = Encoded(
            {"type": "http.response.start", "status": 200, "headers": headers},
            {"type": "http.response.body", "body": body},
            {"type": "http.response.start", "status": 304, "headers": kept},
            etag,
        )
        if encoding or not self._compressible:
            self.encoded[encoding] = made
        if encoding:
            self.body = b""  # only after what it is unpacked from is there: other threads may ask meanwhile
        return made

    def _varied(self) -> list[Header]:
        """The headers, with what the encoding depends on."""
        if not self._compressible:
            return self.headers
        others = [value for name, value in self.headers if name == b"vary"]
        rest = [header for header in self.headers if header[0] != b"vary"]
        return [*rest, (b"vary", b", ".join([b"Accept-Encoding", *others]))]

    def _compressed(self, encoding: str) -> bytes:
        body = self.body or self._unpacked()
        if encoding == "br":
            compressed: bytes = brotli.compress(body, quality=self.policy.effort)
            return compressed
        return gzip.compress(body, 7, mtime=0) if encoding == "gzip" else body

    def _unpacked(self) -> bytes:
        """The body, from an encoding of it; empty where it was."""
        for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
            if encoding in self.encoded:
                body: bytes = unpack(self.encoded[encoding].body["body"])
                return body
        return b""

    @property
    def size(self) -> int:
        """Bytes in memory, about; threads may add an encoding meanwhile."""
        bodies = sum(len(each.body["body"]) + 1000 for encoding, each in tuple(self.encoded.items()) if encoding)
        return len(self.body) + bodies + 2000


class ResponseCache:
    """Answers by key, the longest unused dropped first. For the event loop's thread only.

    Args:
        max_bytes: of all answers together.
    """

    def __init__(self, max_bytes: int = CACHE_BYTES) -> None:
        self._responses: LRUCache[Hashable, CachedResponse] = LRUCache(max_bytes, getsizeof=lambda kept: kept.size)

    @property
    def size(self) -> int:
        """Bytes of all answers."""
        return int(self._responses.currsize)

    def __len__(self) -> int:
        return len(self._responses)

    def get(self, key: Hashable) -> CachedResponse | None:
        """The answer of a key, which is then the latest used."""
        return self._responses.get(key)

    def put(self, key: Hashable, response: CachedResponse) -> None:
        """Keeps an answer; again after it was encoded once more, since it has grown."""
        if response.policy.keep and response.size <= MAX_KEPT_BYTES:
            self._responses[key] = response
