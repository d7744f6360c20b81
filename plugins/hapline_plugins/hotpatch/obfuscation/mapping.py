"""mapping.txt of ProGuard and R8: read in one go over the file, of which only what is asked for is kept.

Source of the format: https://www.guardsquare.com/manual/tools/retrace and
https://r8.googlesource.com/r8/+/refs/heads/main/doc/retrace.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hapline.documents import DocumentError
from hapline_plugins.hotpatch.obfuscation.members import Members, check_member
from hapline_plugins.hotpatch.obfuscation.names import Asked, ClassMapping, ClassName, MappingHeader, NameMapping
from hapline_plugins.hotpatch.obfuscation.signatures import element, is_primitive
from hapline_plugins.hotpatch.obfuscation.streams import Source, blocks, decoded, lines

_FACT = re.compile(r"#\s*(\w+):\s*(\S.*?)\s*")
_VERSION = re.compile(r'#\s*\{.*"com\.android\.tools\.r8\.mapping".*"version"\s*:\s*"([^"]*)"')
_SKIPPED = b" \t#\r"
_AS_WRITTEN = "check that this is a mapping.txt, as the build wrote it"


def read_mapping(
    source: Source, *, obfuscated: Iterable[str] | None = (), original: Iterable[str] | None = ()
) -> NameMapping:
    """Read what is asked for; all else is passed over, so that memory grows with the answer and not with the file.

    Lines of classes are checked wherever they are, lines of members only where they are asked for. The file is read a
    second time where that takes to know how the types of methods are called in the built thing.

    Args:
        source: The file, or its content. obfuscated: The names, in the built thing, of the classes that are wanted.
        original: The names, in the source, of the classes that are wanted. None for one of them: all classes.

    Raises:
        OSError: It cannot be opened.
        hapline_hooks.Unreadable: It is no regular file.
        DocumentError: It is no mapping, or broken; with line and column.
    """
    asked = Asked(*[None if names is None else frozenset(names) for names in (obfuscated, original)])
    if None in asked[:2]:
        asked = Asked(None, None)
    reader = _Reader(asked)
    for number, several in lines(source):
        reader.take(number, several)
    classes = reader.finished()
    known = {one.original for one in classes.values()}
    wanted = {name for name in _types(classes.values()) if name not in known} if asked.original is not None else ()
    names: dict[str, str] = {}
    if wanted:
        names = {one.original: one.obfuscated for one in class_names(source) if one.original in wanted}
    return NameMapping(MappingHeader(**reader.header), classes, names, asked)


def class_names(source: Source) -> Iterator[ClassName]:
    """The names of all classes, in the order of the file; nothing is kept.

    Raises:
        OSError: It cannot be opened.
        hapline_hooks.Unreadable: It is no regular file.
        DocumentError: It is no mapping, or the line of a class is broken.
    """
    for number, several in lines(source):
        for at, raw in enumerate(several, number):
            if raw and raw[0] not in _SKIPPED:
                yield class_line(decoded(raw, at), at)


def class_line(text: str, number: int) -> ClassName:
    """The line that a class begins with.

    Raises:
        DocumentError: It is none.
    """
    before, arrow, after = text.partition("->")
    original, (renamed, colon, rest) = before.strip(), after.strip().partition(":")
    if not colon or rest or len(original.split()) != 1 or len(renamed.split()) != 1:
        raise DocumentError(
            "a class is written as `name -> new name:`; `{line}` is not",
            text=text,
            offset=len(before) if arrow else 0,
            end=len(text),
            hint=_AS_WRITTEN,
            line=text[:60],
        ).below(number)
    return ClassName(original, renamed.strip(), number)


def is_whole(source: Source) -> bool | None:
    """Whether a mapping is as R8 wrote it, by the SHA-256 in its header; None where it has none, as ProGuard's.

    The hash is taken of all lines after the one that holds it, as ``ProguardMapChecker`` of R8 does; how they end does
    not count.

    Raises:
        OSError: It cannot be opened.
        hapline_hooks.Unreadable: It is no regular file.
        DocumentError: A line is too long for a text.
    """
    proof = _Proof()
    for _, several in lines(source):
        proof.take(several)
    return proof.holds


def check_mapping(source: Source) -> None:
    """Read a mapping to its end, once; nothing of it is kept.

    A mapping without a class is refused, unless R8's own hash says that it wrote none, as where no class has another
    name: else its comments may be all that is left of it. So is one whose last line is torn or does not end: ProGuard
    and R8 end every line, so the rest of the file is lost.

    Raises:
        OSError: It cannot be opened.
        hapline_hooks.Unreadable: It is no regular file.
        DocumentError: It is no mapping, the line of a class is broken, it breaks off, or it is not what R8 wrote, by
            its own hash.
    """
    proof, end = _Proof(), _End()
    classes, at, raw = 0, 0, b""
    for number, several in lines(end.watched(source)):
        proof.take(several)
        for at, raw in enumerate(several, number):
            if raw and raw[0] not in _SKIPPED:
                class_line(decoded(raw, at), at)
                classes += 1
            elif not classes and raw.strip() and raw[:1] != b"#":
                class_line(decoded(raw, at), at)
    if not classes and not proof.holds:
        raise DocumentError("no class is in it", hint=_AS_WRITTEN)
    text = decoded(raw, at)
    if raw[:1] in {b" ", b"\t"} and text.strip() and text.strip()[0] != "#":
        check_member(text, at)
    if not end.is_line_end:
        raise DocumentError(
            "the last line breaks off: it has no end of line",
            text=text,
            offset=len(text),
            hint="take the file as the build wrote it; where it was edited by hand, end its last line",
        ).below(at)
    if proof.holds is False:
        raise DocumentError("it is not as R8 wrote it: what its pg_map_hash says is another content", hint=_AS_WRITTEN)


class _End:
    """Sees how a content ends while it is read."""

    def __init__(self) -> None:
        self.is_line_end = True

    def watched(self, source: Source) -> Source:
        def pieces() -> Iterator[bytes]:
            for piece in blocks(source):
                self.is_line_end = piece.endswith(b"\n") if piece else self.is_line_end
                yield piece

        return pieces


class _Proof:
    """Takes the lines of a mapping, and says whether they are those that its header has the hash of."""

    def __init__(self) -> None:
        import hashlib

        self._digest = hashlib.sha256()
        self._said: str | None = None

    def take(self, several: list[bytes]) -> None:
        rest = iter(several)
        for line in rest if self._said is None else ():
            if line.strip() and line[:1] != b"#":
                self._said = ""  # the header is over
                break
            found = _FACT.fullmatch(line.decode("utf-8", "replace"))
            if found is not None and found[1] == "pg_map_hash":
                self._said = found[2].removeprefix("SHA-256").strip()
                break
        if self._said:
            self._digest.update(b"".join([line.removesuffix(b"\r") + b"\n" for line in rest]))

    @property
    def holds(self) -> bool | None:
        """Whether they are; None where there is no hash."""
        return self._digest.hexdigest() == self._said if self._said else None


def says_the_same(one: Source, other: Source) -> bool:
    """Whether two mappings have the same lines, comments and empty ones left out, which Robust's reader cannot take.

    Raises:
        OSError: One cannot be opened.
        hapline_hooks.Unreadable: One is no regular file.
        DocumentError: A line is too long for a text.
    """
    return _essence(one) == _essence(other)


def _essence(source: Source) -> bytes:
    import hashlib

    digest = hashlib.sha256()
    for _, several in lines(source):
        digest.update(
            b"".join([line.rstrip() + b"\n" for line in several if line.strip() and line.lstrip()[:1] != b"#"])
        )
    return digest.digest()


class _Reader:
    """Takes the lines of a mapping, and keeps the classes that are asked for."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.header: dict[str, str] = {}
        self.found: dict[str, tuple[ClassName, Members]] = {}
        self.members: Members | None = None
        self.seen = False

    def take(self, number: int, several: list[bytes]) -> None:
        for at, raw in enumerate(several, number):
            if raw and raw[0] not in _SKIPPED:
                self.class_line(class_line(decoded(raw, at), at))
            elif self.members is not None or not self.seen:
                self.other(raw.strip(), raw, at)

    def class_line(self, name: ClassName) -> None:
        if self.members is not None:
            self.members.close()
        self.seen = True
        self.members = None
        if not self.asked.has(name.original, name.obfuscated):
            return
        earlier, members = self.found.setdefault(name.obfuscated, (name, Members(name.original)))
        if earlier.original != name.original:
            raise DocumentError(
                "two classes are called {name} now: {one} in line {line}, and {other}",
                hint="use the mapping.txt of one build, as it wrote it",
                name=name.obfuscated,
                one=earlier.original,
                line=earlier.line,
                other=name.original,
            ).below(name.line)
        self.members = members

    def other(self, stripped: bytes, raw: bytes, number: int) -> None:
        if not stripped:
            return
        if stripped[:1] == b"#":
            if self.members is not None:
                self.members.comment(decoded(stripped, number))
            else:
                self.fact(decoded(stripped, number))
        elif self.members is not None:
            self.members.line(decoded(raw, number), number)
        else:
            class_line(decoded(raw, number), number)

    def fact(self, text: str) -> None:
        version = _VERSION.match(text)
        if version is not None:
            self.header["map_version"] = version[1]
        found = _FACT.fullmatch(text)
        if found is not None and found[1] in {"compiler", "compiler_version"}:
            self.header[found[1]] = found[2]
        elif found is not None and found[1] in {"pg_map_id", "pg_map_hash"}:
            self.header[found[1].removeprefix("pg_")] = found[2].removeprefix("SHA-256").strip()

    def finished(self) -> dict[str, ClassMapping]:
        if self.members is not None:
            self.members.close()
        return {
            obfuscated: ClassMapping(
                original=name.original,
                obfuscated=obfuscated,
                line=name.line,
                methods=tuple(members.methods.values()),
                fields=tuple(members.fields.values()),
            )
            for obfuscated, (name, members) in self.found.items()
        }


def _types(classes: Iterable[ClassMapping]) -> Iterator[str]:
    """The classes in the types of members whose descriptors the mapping does not say."""
    for one in classes:
        for method in one.methods:
            if not method.residual:
                yield from _classes_in(*method.parameters, method.returns)
        for field in one.fields:
            if not field.residual:
                yield from _classes_in(field.type)


def _classes_in(*types: str) -> Iterator[str]:
    return (name for name in map(element, types) if not is_primitive(name))
