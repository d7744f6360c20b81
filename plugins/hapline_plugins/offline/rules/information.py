"""What else the service is told of a package: parameters of pages, when it is downloaded, and its virtual host."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import isfinite
from typing import ClassVar

from hapline.documents import dumps
from hapline_hooks import Finding, Keys, symbol
from hapline_plugins.offline.descriptor.described import FILE, Described
from hapline_plugins.offline.ids import is_id
from hapline_plugins.offline.rules.guide import API, CONFIGURE, CREATE
from hapline_plugins.offline.rules.of_descriptor import DescriptorRule, at, fix, is_said
from hapline_plugins.offline.source.project import OfflineProject
from hapline_plugins.offline.virtual_domains import domain_problem

_GOOD: dict[str, str] = {f"trips/{FILE}": "{}"}
_INFO, _RATE = "extendInfo", "asyncReqRate"
MOST_SECONDS = 86_400
"""The longest time between requests for updates."""
_MUCH = 4 * 1024
"""Bytes of parameters that are said: they are part of every answer of the service."""
_REPEAT = "repeatNebula"


class ExtendInfo(DescriptorRule):
    code = "OFP113"
    slug = "extend-info"
    title = "The parameters of a package are JSON, and asyncReqRate is seconds as the service takes them"
    since = "0.1.0"
    why = "Clients that cannot read the parameters ask for updates as if there were none."
    help = 'Write asyncReqRate as a string of 0 to 86400 seconds, such as "1800"; 0 asks whenever the page is opened.'
    messages: ClassVar = {
        "string": 'asyncReqRate must be a string such as "1800"',
        "rate": "asyncReqRate must be 0 to 86400 seconds, not {rate}",
        "number": "{name} is {value}, which JSON cannot hold",
        "large": "extendInfo has {size:size}, which every client gets with every answer",
        "quote": "write it as a string",
    }
    fixable = "safe"
    sources = (CREATE, API)
    bad: ClassVar = {f"trips/{FILE}": "{ extendInfo: { asyncReqRate: 1800 } }"}
    good: ClassVar = {f"trips/{FILE}": '{ extendInfo: { asyncReqRate: "1800" } }'}

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Look at the rate, and at what cannot be written as JSON."""
        place = at(project, _INFO, _RATE)
        if _RATE in it.extend_info:
            rate = it.extend_info[_RATE]
            if not isinstance(rate, str):
                fixes = fix(project, "quote", "set", (_INFO, _RATE), str(rate), safe=True) if _is_rate(rate) else ()
                yield self.found("string", place, fixes=fixes)
            elif not _is_rate(int(rate) if rate.isascii() and rate.isdigit() and len(rate) <= len("86400") else None):
                yield self.found("rate", place, rate=repr(rate))
        odd = list(_no_json(it.extend_info, (_INFO,)))
        for keys, value in odd:
            yield self.found("number", at(project, *keys), name=symbol(keys), value=dumps(value).strip())
        size = 0 if odd else len(_as_json(it.extend_info))
        if size > _MUCH:
            yield self.found("large", at(project, _INFO), severity="note", size=size)


def _is_rate(rate: object) -> bool:
    return isinstance(rate, int) and not isinstance(rate, bool) and 0 <= rate <= MOST_SECONDS


def _no_json(value: object, keys: Keys) -> Iterator[tuple[Keys, float]]:
    """The numbers that JSON5 has and JSON has not."""
    if isinstance(value, float) and not isfinite(value):
        yield keys, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _no_json(inner, (*keys, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _no_json(inner, (*keys, number))


def _as_json(value: Mapping[str, object]) -> bytes:
    import json

    return json.dumps(dict(value), ensure_ascii=False).encode("utf-8", "replace")


class RepeatNebula(DescriptorRule):
    code = "OFP114"
    slug = "repeat-nebula"
    title = "A global package says whether it is used again, and a normal one does not"
    since = "0.1.0"
    why = "The service wants repeatNebula for global packages: an upload without it is refused."
    help = "Write repeatNebula: 1 where the global package is used again, else 0; leave it out of normal packages."
    messages: ClassVar = {
        "missing": "repeatNebula is missing, and the package is global",
        "normal": "repeatNebula is for global packages, and this is a normal one",
        "set": "write repeatNebula: 0",
        "remove": "remove repeatNebula",
    }
    fixable = "unsafe"
    sources = (API,)
    bad: ClassVar = {f"trips/{FILE}": "{ repeatNebula: 1 }"}
    good: ClassVar = _GOOD

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Compare it with the type."""
        if it.kind == "normal":
            if it.repeat_nebula is not None:
                fixes = fix(project, "remove", "remove", (_REPEAT,), safe=True)
                yield self.found("normal", at(project, _REPEAT, on="key"), severity="warning", fixes=fixes)
        elif not is_said(project, _REPEAT):
            yield self.found("missing", at(project, _REPEAT), fixes=fix(project, "set", "set", (_REPEAT,), 0))


class AutoInstall(DescriptorRule):
    code = "OFP115"
    slug = "auto-install"
    title = "A package that is downloaded on all networks is meant to be"
    severity = "note"
    since = "0.1.0"
    why = (
        "autoInstall 1 downloads the package in the background without Wi-Fi too, at the cost of people's mobile data."
    )
    help = "Write autoInstall: 0 for Wi-Fi only, or leave it out; else accept this with the reason."
    messages: ClassVar = {"mobile": "the package is downloaded on all networks, which uses mobile data"}
    sources = (CREATE, API)
    bad: ClassVar = {f"trips/{FILE}": "{ autoInstall: 1 }"}
    good: ClassVar = _GOOD

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Look at the flag."""
        if it.auto_install:
            yield self.found("mobile", at(project, "autoInstall"))


class VirtualHost(DescriptorRule):
    code = "OFP116"
    slug = "virtual-host"
    title = "The virtual host of a package is its id in the virtual domain of the app"
    since = "0.1.0"
    why = (
        "Pages are addressed by it, and the container finds the files of the package by it. It cannot be changed once "
        "it was submitted."
    )
    help = "Leave vhost out, and set offline.virtualDomain: the host is then made of the id and the domain."
    messages: ClassVar = {
        "scheme": "the virtual host must begin with https://, not be {host}",
        "form": "the virtual host {host} {problem}",
        "id": "the virtual host {host} does not begin with the id {id}",
        "domain": "the virtual host is {host}, and by offline.virtualDomain it is {wanted}",
        "write": "write {wanted}",
    }
    fixable = "unsafe"
    sources = (CONFIGURE, API)
    bad: ClassVar = {f"trips/{FILE}": '{ vhost: "20171228.h5app.com" }'}
    good: ClassVar = {f"trips/{FILE}": '{ vhost: "https://20171228.h5app.com" }'}

    def judge(self, project: OfflineProject, it: Described) -> Iterable[Finding]:
        """Look at its parts, and compare it with the configured domain."""
        place, host = at(project, "vhost"), it.vhost
        if not host:
            return
        scheme, separator, rest = host.partition("://")
        wanted = project.target.virtual_host(it.id) if is_id(it.id) else ""
        fixes = fix(project, "write", "set", ("vhost",), wanted) if wanted else ()
        id_, _, domain = rest.partition(".")
        if not separator or scheme != "https":
            yield self.found("scheme", place, fixes=fixes, host=host, wanted=wanted)
        elif problem := domain_problem(domain):
            yield self.found("form", place, fixes=fixes, host=host, problem=problem, wanted=wanted)
        elif is_id(it.id) and id_ != it.id:
            yield self.found("id", place, severity="warning", fixes=fixes, host=host, id=it.id, wanted=wanted)
        elif wanted and host != wanted:
            yield self.found("domain", place, severity="warning", fixes=fixes, host=host, wanted=wanted)
