"""The built package, ``<id>_<version>.amr``: a ZIP of Manifest.xml, CERT.json and an uncompressed tar.

What is said here of the form was read off real packages; the tar and Manifest.xml are signed, the container is not.
"""
