"""DEX files with all operands resolved: what code, values and annotations say, whatever numbers things have.

A ``Pool`` gives equal things of several files one id; a ``Dex`` is a file whose tables are lists of such ids. Whatever
is read ends in an answer or a ``hapline.android.BinaryError``, in time and memory that grow with the file's length.

Source of the formats: https://source.android.com/docs/core/runtime/dex-format and, for code,
https://source.android.com/docs/core/runtime/dalvik-bytecode.
"""
