"""`./run bench`: what the three gates, sealing and the trail cost, each against doing without.

Every figure is a ratio of two things measured in turns, in one process, on the same rows.
"""
