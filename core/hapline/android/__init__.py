"""Reads what Android's build tools write: DEX files, binary XML, resource tables, signatures.

Nothing is imported before it is used. Whatever a reader is given, it answers or raises a ``BinaryError`` in a time that
grows with the length of the file and with nothing else; no reader looks at code, and none runs anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hapline.lazily import names_of

if TYPE_CHECKING:
    from hapline.android.binary_xml import XmlAttribute, XmlElement, read_xml
    from hapline.android.dex import DexClass, DexFile, dex_number
    from hapline.android.dex_tables import DexStrings, DexTables, Table
    from hapline.android.errors import BinaryError
    from hapline.android.manifest import AndroidManifest, Component, MetaData
    from hapline.android.resource_table import NumberedType, Resource, ResourcePackage, ResourceTable
    from hapline.android.resource_values import ResourceBag, ResourceValue, read_values
    from hapline.android.signers import Signer, read_signers
    from hapline.android.values import TypedValue

_HOMES = {
    "AndroidManifest": "manifest",
    "BinaryError": "errors",
    "Component": "manifest",
    "DexClass": "dex",
    "DexFile": "dex",
    "DexStrings": "dex_tables",
    "DexTables": "dex_tables",
    "MetaData": "manifest",
    "NumberedType": "resource_table",
    "Resource": "resource_table",
    "ResourceBag": "resource_values",
    "ResourcePackage": "resource_table",
    "ResourceTable": "resource_table",
    "ResourceValue": "resource_values",
    "Signer": "signers",
    "Table": "dex_tables",
    "TypedValue": "values",
    "XmlAttribute": "binary_xml",
    "XmlElement": "binary_xml",
    "dex_number": "dex",
    "read_signers": "signers",
    "read_values": "resource_values",
    "read_xml": "binary_xml",
}

__all__ = [
    "AndroidManifest",
    "BinaryError",
    "Component",
    "DexClass",
    "DexFile",
    "DexStrings",
    "DexTables",
    "MetaData",
    "NumberedType",
    "Resource",
    "ResourceBag",
    "ResourcePackage",
    "ResourceTable",
    "ResourceValue",
    "Signer",
    "Table",
    "TypedValue",
    "XmlAttribute",
    "XmlElement",
    "dex_number",
    "read_signers",
    "read_values",
    "read_xml",
]

__getattr__ = names_of(__name__, _HOMES, globals())
