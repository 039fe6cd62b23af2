"""A browser, the real processes, a real database of their own: what a person meets."""
