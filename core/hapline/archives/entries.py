"""Entries: what the central directory says of one file in an archive."""

from __future__ import annotations

from typing import NamedTuple

STORED = 0
DEFLATED = 8

FLAG_ENCRYPTED = 0x0001
FLAG_DESCRIPTOR = 0x0008
FLAG_STRONG_ENCRYPTION = 0x0040
FLAG_UTF8 = 0x0800
FLAG_MASKED_HEADERS = 0x2000
ANY_ENCRYPTION = FLAG_ENCRYPTED | FLAG_STRONG_ENCRYPTION | FLAG_MASKED_HEADERS


class ArchiveEntry(NamedTuple):
    """One entry, as the central directory has it. Sizes and offsets are bytes.

    Attributes:
        name: The name as text. A name that is not UTF-8 is read as code page 437 and reported as a problem.
        raw_name: The name as it is in the file. method: 0 stored, 8 deflated, others cannot be read.
        flags: The general purpose flags. crc: CRC-32 of the content. compressed_size: Bytes in the archive.
        size: Bytes of the content. header_offset: The local header. data_offset: The first compressed byte.
        time: The DOS time as it is. date: The DOS date as it is.
        made_by: The version made by: the system above, the version below 256. version_needed: To extract.
        internal_attributes: As they are. external_attributes: As they are; Unix modes are in the upper half.
        extra: The extra field of the central directory. comment: The comment.
    """

    name: str
    raw_name: bytes
    method: int
    flags: int
    crc: int
    compressed_size: int
    size: int
    header_offset: int
    data_offset: int
    time: int
    date: int
    made_by: int
    version_needed: int
    internal_attributes: int
    external_attributes: int
    extra: bytes
    comment: bytes

    @property
    def create_system(self) -> int:
        """The system that made the entry: 0 DOS, 3 Unix, 10 NTFS and so on."""
        return self.made_by >> 8

    @property
    def unix_mode(self) -> int:
        """The Unix file mode, 0 where none was recorded."""
        return self.external_attributes >> 16

    @property
    def is_dir(self) -> bool:
        """Whether the name is that of a directory."""
        return self.raw_name.endswith(b"/")

    @property
    def is_encrypted(self) -> bool:
        """Whether the content (or its header) is encrypted."""
        return self.flags & ANY_ENCRYPTION != 0
