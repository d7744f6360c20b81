"""What instantrun.xml says that decides which files a patch build needs."""

from __future__ import annotations

from typing import Self

from hapline.documents import DocumentError
from hapline.errors import of
from hapline_hooks import noun


@noun
class InstantRunXml:
    """Switches of instantrun.xml. mPaaS MDS guide, 5.2.2.1.

    Attributes:
        is_obfuscated: Whether the release was obfuscated, so that mapping.txt is needed; taken for true where nothing
            else is said.
        matches_by_id: Whether methods are found by their numbers, which methodsMap.instantrun holds, and not by names.
    """

    is_obfuscated: bool = True
    matches_by_id: bool = False

    @classmethod
    def read(cls, file: str) -> Self:
        """Read a file.

        Raises:
            hapline.errors.HaplineError: It cannot be read, or is no XML.
        """
        from hapline.documents import XmlDocument

        try:
            with open(file, "rb") as content:
                document = XmlDocument(content.read())
        except (OSError, DocumentError) as error:
            raise of(error, file) from None
        switches = {one.tag: one.text.strip() for holder in document.find_all("switch") for one in holder.children}
        return cls(
            is_obfuscated=switches.get("proguard") != "false",
            matches_by_id=switches.get("methodMatchMode") == "id",
        )
