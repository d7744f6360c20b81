"""``hapline hotpatch schema``."""

from __future__ import annotations

from hapline.documents import XmlDocument, schema_errors
from hapline.testing import Bench
from plugins.hotpatch import sample


def test_the_schema_is_printed_as_it_is_used() -> None:
    ended = Bench().run("hotpatch", "schema")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith('<?xml version="1.0" encoding="utf-8"?>\n')
    assert schema_errors(XmlDocument(sample.CONFIGURATION.encode()), ended.out.encode()) == []
