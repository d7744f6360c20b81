"""Says where the references of all texts of a package lead, also those that start from the page that runs a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hapline_plugins.offline.content.files import Content, PackageFile
from hapline_plugins.offline.content.kinds import is_page
from hapline_plugins.offline.pages.addresses import Goal, Site, Url
from hapline_plugins.offline.pages.reference import Found, Reference


class Link(NamedTuple):
    """A reference and where it leads."""

    reference: Reference
    goal: Goal


class Goals:
    """Where references lead, by the files of a package and the pages among them."""

    def __init__(self, content: Content, site: Site, *, is_global: bool) -> None:
        """Know no page yet; a file of a page is to be handed over before scripts are asked about.

        Args:
            content: The files. site: How they are addressed. is_global: Whether it is a global resource package.
        """
        self._content = content
        self._site = site
        self._is_global = is_global
        self._pages: list[Url] = []
        self._loaded: dict[str, list[Url]] = {}

    def of(self, file: PackageFile, found: Found) -> Sequence[Link]:
        """Where the references of a file lead, without those that lead nowhere."""
        url = self._site.url_of(file.path, is_global=self._is_global)
        goals = ((one, self._goal(url, file, found, one)) for one in found.references)
        links = [Link(one, goal) for one, goal in goals if goal is not None]
        if is_page(file):
            self._pages.append(url)
            for one, goal in links:
                if one.use == "load" and goal.kind == "inside":
                    self._loaded.setdefault(goal.path, []).append(url)
        return links

    def _goal(self, url: Url, file: PackageFile, found: Found, one: Reference) -> Goal | None:
        if one.starts == "text" or is_page(file):
            return self._site.goal(url, found.base, one.value)
        first: Goal | None = None
        for start in self._starts(url, file, one):
            goal = self._site.goal(start, "", one.value)
            if goal is None or (goal.kind == "inside" and goal.path in self._content.by_path) or not goal.relative:
                return goal
            first = first or goal
        return first

    def _starts(self, url: Url, file: PackageFile, one: Reference) -> Iterator[Url]:
        """From where a reference may start: of scripts that no page loads itself, any page is as likely as another."""
        if one.starts == "worker":
            yield url
        known = self._loaded.get(file.path)
        yield from known or self._pages
        if not known:
            yield url
