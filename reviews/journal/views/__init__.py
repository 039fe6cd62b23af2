"""Pages of what is written by prompts: writing it, handing it over, reading it."""
