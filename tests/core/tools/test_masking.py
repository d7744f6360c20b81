"""Secrets never come through, wherever a stream is cut into pieces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hapline.tools.invocation import masked_values
from hapline.tools.masking import Masking


def _masked(pieces: list[bytes], secrets: list[bytes]) -> bytes:
    masking = Masking(secrets)
    return b"".join([masking.feed(piece) for piece in pieces]) + masking.end()


def _expected(data: bytes, secrets: list[bytes]) -> bytes:
    """What comes out, by marking each byte that belongs to a secret."""
    starts = [at for at in range(len(data)) for secret in secrets if data.startswith(secret, at)]
    runs: list[list[int]] = []
    for at in sorted(starts):
        end = at + max(len(secret) for secret in secrets if data.startswith(secret, at))
        if runs and at < runs[-1][1]:
            runs[-1][1] = max(runs[-1][1], end)
        else:
            runs.append([at, end])
    out, done = b"", 0
    for start, end in runs:
        out += data[done:start] + b"***"
        done = end
    return out + data[done:]


@pytest.mark.parametrize(
    ("pieces", "secrets", "wanted"),
    [
        ([b"key=s3cret!"], [b"s3cret"], b"key=***!"),
        ([b"key=s3", b"cr", b"et!"], [b"s3cret"], b"key=***!"),
        ([b"key=s3cre"], [b"s3cret"], b"key=s3cre"),
        ([b"key=s3cre", b"am"], [b"s3cret"], b"key=s3cream"),
        ([b"abcdef"], [b"abcd", b"cdef"], b"***"),
        ([b"abcd", b"efg"], [b"abcd", b"cdef"], b"***g"),
        ([b"abcabcdef"], [b"abc", b"abcdef"], b"******"),
        ([b"aaaaaaa", b"aaab"], [b"aa"], b"***b"),
        ([b"nothing"], [], b"nothing"),
        ([b"nothing"], [b""], b"nothing"),
    ],
)
def test_cases(pieces: list[bytes], secrets: list[bytes], wanted: bytes) -> None:
    assert _masked(pieces, secrets) == wanted


_TEXT = st.text("abc", max_size=30).map(str.encode)
_SECRETS = st.lists(st.text("abc", min_size=1, max_size=5).map(str.encode), min_size=1, max_size=3)


@settings(deadline=None)
@given(_TEXT, _SECRETS, st.lists(st.integers(0, 30), max_size=6))
@example(b"abcdefg", [b"abcd", b"cdef"], [4])
def test_pieces_do_not_matter(data: bytes, secrets: list[bytes], cuts: list[int]) -> None:
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    pieces = [data[start:end] for start, end in pairwise(places)]
    assert _masked(pieces, secrets) == _expected(data, secrets)


def test_what_is_held_back_is_bounded() -> None:
    masking = Masking([b"a" * 50])
    shown = sum(len(masking.feed(b"a" * 1000)) for _ in range(100))
    assert (shown, masking.end()) == (len("***"), b"")
    assert len(masking.feed(b"b" * 1000)) == 1000


def test_what_is_masked_of_a_secret_with_lines() -> None:
    key = "-----BEGIN KEY-----\nAAAA\nBBBB\n"
    assert masked_values(["", key, "x"]) == (key.encode(), b"-----BEGIN KEY-----", b"AAAA", b"BBBB", b"x")
