"""Lambdas of the methods of a patch: those that the compiler makes classes or methods of, and which of them changed."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hapline_plugins.hotpatch.linting.bodies import Body, Lambda
    from hapline_plugins.hotpatch.linting.changes import MemberPair

INLINED = frozenset(
    re.findall(
        r"\w+",
        """
    all also any apply associate associateBy associateByTo associateTo associateWith associateWithTo average
    buildList buildMap buildSet buildString check checkNotNull count distinctBy dropLastWhile dropWhile
    error filter filterIndexed filterIndexedTo filterIsInstance filterKeys filterNot filterNotTo filterTo
    filterValues find findLast first firstNotNullOf firstNotNullOfOrNull firstOrNull flatMap flatMapIndexed
    flatMapTo fold foldIndexed foldRight forEach forEachIndexed forEachLine getOrElse getOrPut groupBy groupByTo
    groupingBy ifBlank ifEmpty indexOfFirst indexOfLast last lastOrNull let lineSequence map mapIndexed
    mapIndexedNotNull mapIndexedTo mapKeys mapKeysTo mapNotNull mapNotNullTo mapTo mapValues mapValuesTo maxBy
    maxByOrNull maxOf maxOfOrNull maxOfWith measureNanoTime measureTime measureTimeMillis measureTimedValue minBy
    minByOrNull minOf minOfOrNull minOfWith none onEach onEachIndexed onFailure onSuccess partition recover
    recoverCatching reduce reduceIndexed reduceOrNull reduceRight repeat require requireNotNull run runCatching
    runningFold runningReduce single singleOrNull sortBy sortByDescending sortedBy sortedByDescending sumBy
    sumByDouble sumOf synchronized takeIf takeLastWhile takeUnless takeWhile trim trimEnd trimStart use useLines with
    withLock zip zipWithNext
    """,
    )
)
"""Functions of Kotlin's library that are compiled into their callers, with the lambdas that they are handed.

Functions of sequences and of flows that are called alike are not told from those of collections.
"""


class Lambdas(NamedTuple):
    """The lambdas of a method.

    Attributes:
        every: All of them. changed: Those that the release does not have like this.
    """

    every: list[Lambda]
    changed: list[Lambda]


def real_lambdas(pair: MemberPair) -> Lambdas:
    """The lambdas of a method as it is now that are not compiled into it."""
    every = _real(pair.now)
    known = Counter(one.tokens for one in _real(pair.before))
    changed: list[Lambda] = []
    for one in every:
        if known[one.tokens]:
            known[one.tokens] -= 1
        else:
            changed.append(one)
    return Lambdas(every, changed)


def _real(body: Body | None) -> list[Lambda]:
    return [one for one in body.lambdas if one.within not in INLINED] if body else []
