"""Projects in source: builds with an app that is hotpatched, and what their files say of it."""
