"""Names as Java writes them into files: modified UTF-8, and the class names in type descriptors."""

from __future__ import annotations


def decode(raw: bytes) -> str:
    """Text in modified UTF-8: NUL is two bytes, characters beyond the basic plane are two surrogates of three bytes.

    What is neither this nor plain UTF-8 becomes replacement characters; so does half of a surrogate pair.
    """
    if raw.isascii():
        return raw.decode("ascii")
    try:
        text = raw.replace(b"\xc0\x80", b"\0").decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")
    if text.isprintable():  # which neither surrogates nor NUL are
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def class_name(descriptor: str) -> str | None:
    """``com.example.Main$Inner`` of ``Lcom/example/Main$Inner;``; None for what is no descriptor of a class."""
    if len(descriptor) > 2 and descriptor[0] == "L" and descriptor[-1] == ";":  # noqa: PLR2004 the two marks
        return descriptor[1:-1].replace("/", ".")
    return None
