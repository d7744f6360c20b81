"""What an XML Schema says of a document, each error with its element."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from hapline.documents.xml_parsing import parsed

if TYPE_CHECKING:
    from hapline.documents.xml_document import XmlDocument
    from hapline.documents.xml_elements import XmlElement


class SchemaError(NamedTuple):
    """Something that a schema does not allow.

    Attributes:
        element: Where. type: What kind of error it is, as libxml2 names them: ``SCHEMAV_CVC_ENUMERATION_VALID``.
        message: What libxml2 says, in English.
    """

    element: XmlElement
    type: str
    message: str


def schema_errors(document: XmlDocument, schema: bytes) -> list[SchemaError]:
    """The errors of a document, in the order of its elements.

    Args:
        document: The document. schema: An XML Schema 1.0 of one file, one's own: it is trusted, and a wrong one raises.
    """
    validator = _validator(schema)
    root: Any = parsed(document.text)
    if validator.validate(root):
        return []
    tree = root.getroottree()
    numbers = {tree.getpath(node): number for number, node in enumerate(root.iter("*"))}
    found = [
        SchemaError(document.elements[numbers.get(entry.path, 0)], str(entry.type_name), str(entry.message))
        for entry in validator.error_log
    ]
    return sorted(found, key=lambda one: one.element.number)


@lru_cache(maxsize=8)
def _validator(schema: bytes) -> Any:  # noqa: ANN401 lxml has no types
    etree = import_module("lxml.etree")
    return etree.XMLSchema(etree.fromstring(schema))
