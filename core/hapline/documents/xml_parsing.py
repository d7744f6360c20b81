"""Has lxml parse the text of an XML document: nothing is resolved, loaded or run, and time and memory are bounded."""

from __future__ import annotations

import re
from importlib import import_module
from typing import cast

from hapline.documents.text import DocumentError
from hapline.documents.xml_elements import Node
from hapline.documents.xml_encoding import DECLARATION

MOST = 1_000_000
"""Tags and attributes that are read: lxml needs up to 200 bytes of memory for each."""
_ERROR = 2
_OTHER = "no XML: {problem}"
_VISIBLE = re.compile(r"[^\r\n]")
_DTD = re.compile(r"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
_SKIPPED = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|(?P<dtd><!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION))",
    re.DOTALL | re.IGNORECASE,
)


def parsed(text: str) -> Node:
    """The root element of a text.

    Raises:
        hapline.documents.DocumentError: It is not well-formed, has a DTD, or is beyond the limits.
    """
    _refuse_dtd(text)
    _refuse_masses(text)
    etree = import_module("lxml.etree")  # takes as long as a small check
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        collect_ids=False,
        # Texts around comments are one text then, as Android's tools read them.
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = cast("Node", etree.fromstring(_undeclared(text).encode(), parser))
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise _error(text, str(error.msg), line, column) from None
    # lxml passes over errors that a warning follows.
    log = list(parser.error_log)
    wrong = [entry for entry in log if entry.level >= _ERROR] or log[:1]
    if wrong:
        found = _error(text, str(wrong[0].message), int(wrong[0].line), int(wrong[0].column))
        if wrong[0].level >= _ERROR or found.template != _OTHER:
            raise found
    return root


def _undeclared(text: str) -> str:
    """The text with white space for its declaration: it speaks of bytes that are decoded already."""
    found = DECLARATION.match(text)
    return _VISIBLE.sub(" ", found[0]) + text[found.end() :] if found else text


def _refuse_dtd(text: str) -> None:
    if not _DTD.search(text):
        return
    for match in _SKIPPED.finditer(text):
        if match["dtd"]:
            raise DocumentError(
                "{found} is not read: it could name other files and grow without end",
                text=text,
                offset=match.start(),
                end=match.end(),
                hint="remove the DTD; write characters in place of its entities",
                found=match[0],
            )


def _refuse_masses(text: str) -> None:
    count = text.count("<") + text.count("=")
    if count > MOST:
        hint = "a document of this size is hardly meant; look at what wrote it"
        template = "the file has {count} tags and attributes, more than {most}"
        raise DocumentError(template, hint=hint, count=count, most=MOST)


def _error(text: str, problem: str, line: int, column: int) -> DocumentError:
    from hapline.documents.xml_errors import diagnosed

    found = diagnosed(text)
    if found is not None:
        return found
    if "XML_PARSE_HUGE" in problem:
        hint = "a document of this size is hardly meant; look at what wrote it"
        return DocumentError("a text, value or name of more than ten million bytes", hint=hint)
    problem = re.sub(r"\s*, line \d+, column \d+$", "", problem)
    start = 0
    for _ in range(line - 1):
        after = text.find("\n", start)
        if after < 0:
            break
        start = after + 1
    here = text[start : start + max(column - 1, 0)]
    # libxml2 counts bytes.
    here = here.encode()[: max(column - 1, 0)].decode(errors="ignore")
    return DocumentError(
        _OTHER,
        text=text,
        offset=min(start + len(here), len(text)),
        hint="write it as XML 1.0 with namespaces",
        problem=problem,
    )
