"""The archive of releases: what a patch of a released version needs, kept on the day of the release."""
