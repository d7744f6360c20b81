"""Reads and edits the documents of projects: JSON5, JSON, XML, Gradle scripts, properties. Finds comments.

All with exact places and minimal edits.

Nothing is imported before it is used: values need far less than places, and places less than edits.

The language of JSON5 is that of its standard, with four limits: half of a surrogate pair is refused, since no file can
hold it; so are more than 100 objects and lists inside each other, numbers with more digits than Python prints, and
files above a size that the caller sets.

XML is what lxml reads of it, without DTDs, entities or the network; a file with a DTD is refused.

Gradle scripts, Groovy or Kotlin, are read without running anything: what is computed is kept as it stands.

JSON5 has to be UTF-8, or UTF-16 with a byte order mark, and XML what it declares. All else is read in other encodings
too (``TolerantText``): each byte that is not understood counts as one character, and stays what it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline.lazily import names_of

if TYPE_CHECKING:
    from hapline.documents.comments_by_kind import Comment, comments, holds_comments
    from hapline.documents.comments_slash import Stretch, stretches
    from hapline.documents.gradle_blocks import Block
    from hapline.documents.gradle_catalogue import CatalogueEntry, VersionCatalogue
    from hapline.documents.gradle_conditions import Branch, Condition
    from hapline.documents.gradle_coordinates import Coordinate, Piece, coordinates, map_coordinate
    from hapline.documents.gradle_dependencies import Dependency, Exclude, dependencies
    from hapline.documents.gradle_edits import (
        ensure_statement,
        ensure_value,
        insert_after,
        insert_statement,
        remove_statement,
        set_piece,
        set_value,
        written,
    )
    from hapline.documents.gradle_lookup import GradleFiles
    from hapline.documents.gradle_plain_settings import Included, included
    from hapline.documents.gradle_script import GradleScript
    from hapline.documents.gradle_settings import Include, Repository, includes, repositories, root_name
    from hapline.documents.gradle_statements import Statement
    from hapline.documents.gradle_tokens import GradleToken, script_tokens
    from hapline.documents.gradle_values import Argument, Link, Value
    from hapline.documents.gradle_variables import Origin, Resolution, Unresolved, Variables
    from hapline.documents.json5_document import Document, Duplicate
    from hapline.documents.json5_edits import duplicate_edits, text_edits
    from hapline.documents.json5_screens import has_duplicate_keys
    from hapline.documents.json5_tokens import Token, tokens
    from hapline.documents.json5_values import parse
    from hapline.documents.json5_writing import dumps
    from hapline.documents.properties_document import Properties, Property
    from hapline.documents.text import DocumentError, Encoding, TolerantText, apply, decode, encoding_of
    from hapline.documents.xml_children import insert_child, remove_element
    from hapline.documents.xml_document import XmlDocument
    from hapline.documents.xml_edits import remove_attribute, set_attribute, set_text
    from hapline.documents.xml_elements import ANDROID, TOOLS, XmlAttribute, XmlElement
    from hapline.documents.xml_schema import SchemaError, schema_errors

_HOMES = {
    "ANDROID": "xml_elements",
    "TOOLS": "xml_elements",
    "Argument": "gradle_values",
    "Block": "gradle_blocks",
    "Branch": "gradle_conditions",
    "CatalogueEntry": "gradle_catalogue",
    "Comment": "comments_by_kind",
    "Condition": "gradle_conditions",
    "Coordinate": "gradle_coordinates",
    "Dependency": "gradle_dependencies",
    "Document": "json5_document",
    "DocumentError": "text",
    "Duplicate": "json5_document",
    "Encoding": "text",
    "Exclude": "gradle_dependencies",
    "GradleFiles": "gradle_lookup",
    "GradleScript": "gradle_script",
    "GradleToken": "gradle_tokens",
    "Include": "gradle_settings",
    "Included": "gradle_plain_settings",
    "Link": "gradle_values",
    "Origin": "gradle_variables",
    "Piece": "gradle_coordinates",
    "Properties": "properties_document",
    "Property": "properties_document",
    "Repository": "gradle_settings",
    "Resolution": "gradle_variables",
    "SchemaError": "xml_schema",
    "Statement": "gradle_statements",
    "Stretch": "comments_slash",
    "Token": "json5_tokens",
    "TolerantText": "text",
    "Unresolved": "gradle_variables",
    "Value": "gradle_values",
    "Variables": "gradle_variables",
    "VersionCatalogue": "gradle_catalogue",
    "XmlAttribute": "xml_elements",
    "XmlDocument": "xml_document",
    "XmlElement": "xml_elements",
    "apply": "text",
    "comments": "comments_by_kind",
    "coordinates": "gradle_coordinates",
    "decode": "text",
    "dependencies": "gradle_dependencies",
    "dumps": "json5_writing",
    "duplicate_edits": "json5_edits",
    "encoding_of": "text",
    "ensure_statement": "gradle_edits",
    "ensure_value": "gradle_edits",
    "has_duplicate_keys": "json5_screens",
    "holds_comments": "comments_by_kind",
    "included": "gradle_plain_settings",
    "includes": "gradle_settings",
    "insert_after": "gradle_edits",
    "insert_child": "xml_children",
    "insert_statement": "gradle_edits",
    "map_coordinate": "gradle_coordinates",
    "parse": "json5_values",
    "remove_attribute": "xml_edits",
    "remove_element": "xml_children",
    "remove_statement": "gradle_edits",
    "repositories": "gradle_settings",
    "root_name": "gradle_settings",
    "schema_errors": "xml_schema",
    "script_tokens": "gradle_tokens",
    "set_attribute": "xml_edits",
    "set_piece": "gradle_edits",
    "set_text": "xml_edits",
    "set_value": "gradle_edits",
    "stretches": "comments_slash",
    "text_edits": "json5_edits",
    "tokens": "json5_tokens",
    "written": "gradle_edits",
}

__all__ = [
    "ANDROID",
    "TOOLS",
    "Argument",
    "Block",
    "Branch",
    "CatalogueEntry",
    "Comment",
    "Condition",
    "Coordinate",
    "Dependency",
    "Document",
    "DocumentError",
    "Duplicate",
    "Encoding",
    "Exclude",
    "GradleFiles",
    "GradleScript",
    "GradleToken",
    "Include",
    "Included",
    "Link",
    "Origin",
    "Piece",
    "Properties",
    "Property",
    "Repository",
    "Resolution",
    "SchemaError",
    "Statement",
    "Stretch",
    "Token",
    "TolerantText",
    "Unresolved",
    "Value",
    "Variables",
    "VersionCatalogue",
    "XmlAttribute",
    "XmlDocument",
    "XmlElement",
    "apply",
    "comments",
    "coordinates",
    "decode",
    "dependencies",
    "dumps",
    "duplicate_edits",
    "encoding_of",
    "ensure_statement",
    "ensure_value",
    "has_duplicate_keys",
    "holds_comments",
    "included",
    "includes",
    "insert_after",
    "insert_child",
    "insert_statement",
    "map_coordinate",
    "parse",
    "remove_attribute",
    "remove_element",
    "remove_statement",
    "repositories",
    "root_name",
    "schema_errors",
    "script_tokens",
    "set_attribute",
    "set_piece",
    "set_text",
    "set_value",
    "stretches",
    "text_edits",
    "tokens",
    "written",
]

__getattr__ = names_of(__name__, _HOMES, globals())
