"""A registry compared with that of another branch before the two are merged."""

from __future__ import annotations

import os

from hapline.documents import DocumentError
from hapline.errors import UsageError, of
from hapline.git import Repository
from hapline_hooks import Phrase, noun
from hapline_plugins.portal.ids.comparing import Clash, Loss, clashes, losses
from hapline_plugins.portal.ids.registry import LIMIT, Registry


@noun
class Compared:
    """What a merge with another branch would lose or leave open.

    Attributes:
        revision: The other branch, as it was named. clashes: What both sides cannot have together.
        ours: What was removed or changed here since the branches parted. theirs: The same there.
    """

    revision: str
    clashes: tuple[Clash, ...]
    ours: tuple[Loss, ...]
    theirs: tuple[Loss, ...]

    @property
    def is_fine(self) -> bool:
        """Whether nothing is lost and nothing has to be decided."""
        return not (self.clashes or self.ours or self.theirs)


def compare(ours: Registry, file: str, revision: str) -> Compared:
    """Compare a registry on disk with that of a revision of the repository that it lies in.

    Args:
        ours: It. file: Where it lies. revision: A branch, a tag or a commit.

    Raises:
        hapline.errors.HaplineError: There is no repository, no such revision, or the registry there cannot be read.
    """
    repository = Repository(os.path.dirname(os.path.abspath(file)))
    theirs = _at(repository, file, repository.commit(revision), revision)
    base = _at(repository, file, repository.merge_base(revision, "HEAD"), "")
    for one in (ours, theirs):
        one.require_settled()
    return Compared(
        revision=revision,
        clashes=clashes(base, ours, theirs),
        ours=losses(base, ours),
        theirs=losses(base, theirs),
    )


def _at(repository: Repository, file: str, commit: str, name: str) -> Registry:
    """The registry of a commit; an empty one where it has none."""
    path = os.path.basename(file)
    shown = f"{name}:{path}" if name else path
    blob = repository.files(commit).get(path)
    if blob is None:
        return Registry(b"", shown)
    blobs = repository.blobs()
    try:
        content = blobs.read(blob.name, LIMIT)
    except KeyError:
        content = None
    finally:
        blobs.close()
    if content is None:
        raise UsageError(Phrase("the registry of {revision} cannot be read", revision=commit), where=path)
    try:
        return Registry(content, shown)
    except DocumentError as error:
        raise of(error, shown) from None
