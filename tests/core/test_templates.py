"""Texts that hapline writes into projects."""

from __future__ import annotations

from hapline.templates import template


def test_fields() -> None:
    text = template("hotpatch/en/ApplicationLike.java", namespace="com.example", **{"class": "@NAMESPACE@"})
    assert text.startswith("package com.example;\n\n@IMPORTED@import ")  # what is not given stays
    assert "public class @NAMESPACE@ extends" in text  # what a value holds is no field
