"""Words: messages in the user's language, filled with their arguments at the last moment."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
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

    Attributes:
        lang: ``en`` or ``zh``.
    """

    def __init__(self, lang: str = "en", folders: Iterable[str] = ()) -> None:
        """Use the host's catalogue and those in these folders (English needs none)."""
        self.lang = lang
        self._catalogues: list[gettext.NullTranslations] = []
        if lang == "zh":
            import gettext

            for folder in (LOCALE, *folders):
                found = gettext.translation(DOMAIN, folder, [CHINESE], fallback=True)
                self._catalogues.append(found)

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
        for catalogue in self._catalogues:
            translated = catalogue.gettext(text)
            if translated != text:
                return translated
        return text

    def message(self, rule: type[Rule[Subject]], message: str, args: Mapping[str, object]) -> str:
        """A message of a rule, filled."""
        return self(rule.messages[message], **args)

    def _filled(self, text: str, args: Mapping[str, object]) -> str:
        return filled(text, args, comma="、" if self.lang == "zh" else ", ", translate=self.translate)


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
