"""From plain data to a sealed PDF, and back: is this file one that was sealed here, unchanged?

No domain in here. `render` lays out, `seal` seals, `check` checks, `first_unprintable` says what no
font can print, `codes` are what a person types to ask about a paper.
"""
