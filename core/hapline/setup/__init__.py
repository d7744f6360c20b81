"""Setting hapline up in a project: what there is already, and what is written."""
