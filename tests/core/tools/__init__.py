"""Outside tools: how they are run, ended and listened to."""
