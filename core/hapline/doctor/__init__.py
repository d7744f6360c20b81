"""The examination: what hapline runs with, what it finds here, and what needs attention."""
