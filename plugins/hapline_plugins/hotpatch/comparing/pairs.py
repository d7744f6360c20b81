"""Two DEX files, and classes that both define: whether they are the same."""

from __future__ import annotations

from hapline_plugins.hotpatch.dex.file import Dex, DexClass
from hapline_plugins.hotpatch.dex.forms import Form, form_of
from hapline_plugins.hotpatch.dex.members import Members, members_of
from hapline_plugins.hotpatch.dex.pool import Value
from hapline_plugins.hotpatch.dex.sameness import Sameness
from hapline_plugins.hotpatch.dex.values import is_zero


class Pair:
    """Two files.

    Attributes:
        old, new: The files; they share a pool.
    """

    def __init__(self, old: Dex, new: Dex) -> None:
        """Compare classes of these."""
        self.old, self.new = old, new
        self._sameness = Sameness(old, new)
        self._forms: dict[tuple[bool, int], Form] = {}

    def same(self, one: DexClass, other: DexClass) -> bool:
        """Whether a class of the old file is the same in the new one.

        Raises:
            hapline.android.BinaryError: One is broken.
        """
        self._forms = {}
        if (one.access, one.superclass, one.interfaces) != (other.access, other.superclass, other.interfaces):
            return False
        old, new = members_of(self.old, one.members), members_of(self.new, other.members)
        if old.fields != new.fields or old.methods != new.methods:
            return False
        if (one.values or other.values) and values_of(self.old, one, old) != values_of(self.new, other, new):
            return False
        if one.annotations or other.annotations:
            annotations = self.old.values.annotations(one.annotations)
            if annotations != self.new.values.annotations(other.annotations):
                return False
        places = new.codes
        return all(self.same_code(place, places[method]) for method, place in old.codes.items())

    def same_code(self, old: int, new: int) -> bool:
        """Whether the code at two bytes does the same; 0 is that of a method without code.

        Raises:
            hapline.android.BinaryError: One is broken.
        """
        if not old or not new:
            return old == new
        return self._sameness.plain(old, new) or self.form(old, new=False) == self.form(new, new=True)

    def form(self, place: int, *, new: bool) -> Form:
        """The form of code in one of the files; kept until the next class is compared.

        Raises:
            hapline.android.BinaryError: It is broken.
        """
        known = self._forms.get((new, place))
        if known is None:
            known = self._forms[new, place] = form_of(self.new if new else self.old, place)
        return known


def values_of(dex: Dex, one: DexClass, members: Members) -> dict[int, Value]:
    """The values of the static fields of a class, by their ids, without those that are zero or null.

    Raises:
        hapline.android.BinaryError: They are broken.
    """
    if not one.values:
        return {}
    values = zip(members.statics, dex.values.array(one.values), strict=False)
    return {field: value for field, value in values if not is_zero(value)}
