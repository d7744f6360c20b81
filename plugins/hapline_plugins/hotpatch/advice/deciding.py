"""The advice: for each method whether it fits, and which to take."""

from __future__ import annotations

from typing import Literal

from hapline_hooks import Phrase, noun, replace
from hapline_plugins.hotpatch.advice import both, dexpatch, instantrun
from hapline_plugins.hotpatch.advice.change import App, ChangedParts, Part
from hapline_plugins.hotpatch.advice.devices import DeviceLimit, limits_of
from hapline_plugins.hotpatch.advice.reasons import Preparation, Reason

Method = Literal["instantrun", "dexpatch"]
Taken = Literal["instantrun", "dexpatch", "release", "nothing", "unknown"]
Fits = Literal["yes", "rework", "no", "unknown"]
Restart = Literal["yes", "maybe", "no"]


@noun
class Verdict:
    """What is to be said of one method.

    Attributes:
        method: The method. fits: Whether it can deliver the change: yes; after the fix is written otherwise; no;
            or not known, where the code that changed could not be looked at.
        restart: Whether the app must be restarted: yes; maybe, at the latest then; no. restart_text: The same in words.
        reasons: For and against, the gravest first. preparations: What is needed, none where it does not fit.
        limits: Devices that it does not reach.
    """

    method: Method
    fits: Fits
    restart: Restart
    restart_text: Phrase
    reasons: tuple[Reason, ...]
    preparations: tuple[Preparation, ...]
    limits: tuple[DeviceLimit, ...]


@noun
class Advice:
    """Which method to take.

    Attributes:
        method: The method; ``release`` where only a new version will do, ``nothing`` where nothing changed,
            ``unknown`` where all that may have changed could not be looked at.
        fits: Whether that method delivers the change as it is; ``no`` for a release.
        verdicts: Both methods, the one to take first.
        unseen: The parts that were not looked at, so that it holds only as far as the others go.
    """

    method: Taken
    fits: Fits
    verdicts: tuple[Verdict, ...]
    unseen: frozenset[Part] = frozenset()


_RANK = {"blocks": 0, "rework": 1, "note": 2}
_ORDER: dict[Fits, int] = {"yes": 0, "rework": 1, "no": 2, "unknown": 3}


def advise(parts: ChangedParts, app: App) -> Advice:
    """Say which method fits a change.

    Of two that fit, the one is taken that needs no other fix, then that of the released version, then InstantRun, which
    the guide prefers on later versions of Android (5.2.1.1).
    """
    verdicts = sorted([_instantrun(parts, app), _dexpatch(parts, app)], key=lambda one: _ORDER[one.fits])
    best = verdicts[0]
    method: Taken = "release" if best.fits == "no" else best.method
    if parts.is_empty and not parts.unseen - {"signers"}:
        method = "nothing"
    elif parts.is_empty and "code" in parts.unseen and method != "release":
        method = "unknown"
        verdicts = [_unknown(one) for one in verdicts]
        best = verdicts[0]
    return Advice(method=method, fits=best.fits, verdicts=tuple(verdicts), unseen=parts.unseen)


def _unknown(verdict: Verdict) -> Verdict:
    """What is left of a verdict where nothing is known of the code; what rules a method out does so all the same."""
    if verdict.fits == "no":
        return verdict
    return replace(verdict, fits="unknown", preparations=(), limits=())


def _instantrun(parts: ChangedParts, app: App) -> Verdict:
    reasons = _ordered([*both.reasons(parts, app), *instantrun.reasons(parts, app)])
    fits = _fits(reasons)
    restart, text = _restart_of_instantrun(parts)
    return Verdict(
        method="instantrun",
        fits=fits,
        restart=restart,
        restart_text=text,
        reasons=reasons,
        preparations=tuple(instantrun.preparations(parts, app)) if fits != "no" else (),
        limits=(),
    )


def _restart_of_instantrun(parts: ChangedParts) -> tuple[Restart, Phrase]:
    if parts.has_libraries and not parts.has_code and not parts.has_resources:
        return "maybe", Phrase("in force at once where the library was not loaded yet; else after a restart")
    return "maybe", Phrase("in force at once under certain conditions, always after a restart")


def _dexpatch(parts: ChangedParts, app: App) -> Verdict:
    reasons = _ordered([*both.reasons(parts, app), *dexpatch.reasons(parts, app)])
    fits = _fits(reasons)
    return Verdict(
        method="dexpatch",
        fits=fits,
        restart="yes",
        restart_text=Phrase("in force after a restart of the app"),
        reasons=reasons,
        preparations=tuple(dexpatch.preparations(app)) if fits != "no" else (),
        limits=limits_of("dexpatch", app.min_sdk) if fits != "no" else (),
    )


def _ordered(reasons: list[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda one: _RANK[one.level]))


def _fits(reasons: tuple[Reason, ...]) -> Fits:
    levels = {one.level for one in reasons}
    return "no" if "blocks" in levels else "rework" if "rework" in levels else "yes"
