"""What is kept of a release: the parts by the names that they are kept under, and which of them must be there.

Sources: mPaaS MDS guide, 5.2.2.1 (create the instantrun folder; fixed resource ids; methodMatchMode) and 5.5 (back up
the jar package); https://github.com/Meituan-Dianping/Robust, ``AutoPatchTransform.groovy``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

APK = "app.apk"
MAPPING = "mapping.txt"
METHODS_MAP = "methodsMap.instantrun"
INSTANTRUN_MAPPING = "InstantRunMapping.txt.gz"
R_TXT = "R.txt"
PUBLIC_TXT = "public.txt"
PUBLIC_XML = "public.xml"
IDS_XML = "ids.xml"
JARS = "jars/"
"""What the names of Bundle jars begin with; what follows is their file name."""
_JAR = re.compile(r"jars/[A-Za-z0-9_+][A-Za-z0-9._+-]{0,199}\.jar")
_DEVICE = re.compile(r"(?i)jars/(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\.")


class Part(NamedTuple):
    """A part that the command line can name.

    Attributes:
        name: What it is kept as. option: The option, without hyphens in front. help: What the option says.
    """

    name: str
    option: str
    help: str

    @property
    def keyword(self) -> str:
        """The option as it comes to the command."""
        return self.option.replace("-", "_")


PARTS = (
    Part(APK, "apk", "The apk that is released."),
    Part(MAPPING, "mapping", "The mapping.txt of ProGuard or R8."),
    Part(METHODS_MAP, "methods-map", "The methodsMap.instantrun."),
    Part(INSTANTRUN_MAPPING, "instantrun-mapping", "The InstantRunMapping_release.txt.gz or _debug.txt.gz."),
    Part(R_TXT, "r-txt", "The R.txt."),
    Part(PUBLIC_TXT, "public-txt", "The public.txt with the ids of resources, as aapt2 takes it."),
    Part(PUBLIC_XML, "public-xml", "The public.xml with the ids of resources."),
    Part(IDS_XML, "ids-xml", "The ids.xml that goes with public.xml."),
)
NAMES = frozenset(part.name for part in PARTS)
NEEDED = frozenset((MAPPING, METHODS_MAP, INSTANTRUN_MAPPING))
"""Those that the build of a patch reads, besides the apk."""


def is_name(name: str) -> bool:
    """Whether a part can be kept under a name: one of ours, or that of a jar that every system can have."""
    return name in NAMES or (bool(_JAR.fullmatch(name)) and not _DEVICE.match(name))


class Taken(NamedTuple):
    """The files that a patch build reads of a release, besides its apk.

    Attributes:
        always: Those without which it fails. perhaps: Those that it takes if the release build wrote them.
    """

    always: tuple[str, ...]
    perhaps: tuple[str, ...]


def taken(method: str, match_mode: str, *, renamed: bool) -> Taken:
    """What a patch build reads of a release; every command that asks for files of a release asks here.

    The guide wants mapping.txt, and the two files of the plugin "if it exists". The ids of ``methodMatchMode`` id stand
    in methodsMap.instantrun, so that mode cannot do without. Where nobody says the mode it is asked for too: the plugin
    that InstantRun's derives from always reads it.

    Args:
        method: ``instantrun`` or ``dexpatch``. match_mode: The ``methodMatchMode``; empty where it is not known.
        renamed: Whether classes of the release have other names, or the plugin is told so.
    """
    mapping = (MAPPING,) if renamed else ()
    if method != "instantrun":
        return Taken(mapping, ())
    if match_mode == "signature":
        return Taken(mapping, (METHODS_MAP, INSTANTRUN_MAPPING))
    return Taken((*mapping, METHODS_MAP), (INSTANTRUN_MAPPING,))
