"""Pages of the end of the work, of its closing summary, and of follow-ups."""
