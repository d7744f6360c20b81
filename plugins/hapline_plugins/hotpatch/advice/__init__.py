"""Which method of hotpatching fits a change, what it asks for, and which devices it does not reach."""
