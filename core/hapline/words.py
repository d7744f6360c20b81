"""Words: messages in the user's language, filled with their arguments at the last moment."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from hapline_hooks import Phrase, Rule, Subject
from hapline_hooks.phrases import filled, size_text

if TYPE_CHECKING:
    import gettext

__all__ = ["CHINESE", "DOMAIN", "LOCALE", "Words", "language", "size_text"]

DOMAIN = "hapline"
CHINESE = "zh_CN"
LOCALE = os.path.join(os.path.dirname(__file__), "locale")
"""The folder of the host's message catalogues."""


class Words:
    """Texts in one language.

    A text is looked for in the host's catalogue and then in those of the plugins; what is known to be a plugin's is
    looked for in its own one first, since a short text may mean something else there.

    Attributes:
        lang: ``en`` or ``zh``.
    """

    def __init__(
        self, lang: str = "en", folders: Iterable[str] = (), locale_of: Callable[[type], str] = lambda _: ""
    ) -> None:
        """Use the host's catalogue and others (English needs none).

        Args:
            lang: ``en`` or ``zh``. folders: Where the catalogues of plugins are.
            locale_of: Which of them is that of a rule; empty where it has none.
        """
        self.lang = lang
        self._locale_of = locale_of
        self._catalogues: dict[str, gettext.NullTranslations] = {}
        if lang == "zh":
            self._catalogues = {folder: _catalogue(folder) for folder in (LOCALE, *folders)}

    def of(self, folder: str) -> Words:
        """The same language, with the catalogue of this folder asked first."""
        if folder not in self._catalogues:
            return self
        found = Words()
        found.lang, found._locale_of = self.lang, self._locale_of
        found._catalogues = {folder: self._catalogues[folder], **self._catalogues}
        return found

    def about(self, rule: type[Rule[Subject]]) -> Words:
        """The same language, with the catalogue of the plugin of a rule asked first."""
        return self.of(self._locale_of(rule)) if self._catalogues else self

    def __call__(self, text: str, /, **args: object) -> str:
        """A text in this language, with its fields filled.

        Raises:
            LookupError: A field has no argument.
            ValueError: An argument cannot be written in the way that its field asks for.
        """
        translated = self.translate(text)
        if not args:
            return translated
        try:
            return self._filled(translated, args)
        except (LookupError, ValueError):
            # A catalogue whose fields are not those of the text must not cost what there is to say.
            return self._filled(text, args)

    def translate(self, text: str) -> str:
        """A text in this language, fields left as they are; the text itself where there is no translation."""
        if isinstance(text, Phrase) and text.args:
            return self(text.template, **text.args)
        if not text:
            return text
        for catalogue in self._catalogues.values():
            translated = catalogue.gettext(text)
            if translated != text:
                return translated
        return text

    def message(self, rule: type[Rule[Subject]], message: str, args: Mapping[str, object]) -> str:
        """A message of a rule, filled."""
        return self.about(rule)(rule.messages[message], **args)

    def _filled(self, text: str, args: Mapping[str, object]) -> str:
        return filled(text, args, comma="、" if self.lang == "zh" else ", ", translate=self.translate)


def catalogue_problem(folder: str) -> str:
    """Why the message catalogue in a folder cannot be used; empty where it can."""
    import gettext

    file = os.path.join(folder, CHINESE, "LC_MESSAGES", f"{DOMAIN}.mo")
    try:
        gettext.translation(DOMAIN, folder, [CHINESE])
    except Exception as error:  # noqa: BLE001 the module raises whatever the bytes of a broken file lead to
        what = error.strerror if isinstance(error, OSError) and error.strerror else f"{type(error).__name__}: {error}"
        return Phrase("{file} cannot be used: {reason}", file=file, reason=what)
    return ""


def _catalogue(folder: str) -> gettext.NullTranslations:
    import gettext

    try:
        return gettext.translation(DOMAIN, folder, [CHINESE], fallback=True)
    except Exception:  # noqa: BLE001 `hapline plugins` says what is wrong with it
        return gettext.NullTranslations()


def language(wanted: str, environment: Mapping[str, str] | None = None) -> str:
    """The language to use: the one that is wanted, or for ``auto`` the one of the locale."""
    if wanted in {"en", "zh"}:
        return wanted
    values = os.environ if environment is None else environment
    if values.get("HAPLINE_LANG") in {"en", "zh"}:
        return values["HAPLINE_LANG"]
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if values.get(name):
            return "zh" if values[name].lower().startswith("zh") else "en"
    return "en"
