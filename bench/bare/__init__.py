"""Today without sessions, actors, policies, sealing or trail: what `page_full` is measured against.

The same template over the same rows, from one SQL statement. Served only by the bench, from a
process of its own over the bench's database.
"""
