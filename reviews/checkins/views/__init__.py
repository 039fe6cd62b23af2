"""Asking for another time, the rhythm, pauses. The page of one check-in is the desk's."""
