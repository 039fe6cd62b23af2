"""Consent under load: downloads race with the client's withdrawal on two web processes, and every way
of having nothing to read is asked for thousands of times. Source: docs/faults.md, "Consent".
"""
