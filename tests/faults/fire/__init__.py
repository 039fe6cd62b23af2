"""The fire harness: the real processes are killed at random and at each named step, and afterwards
three ledgers are compared: what was due, what the mail server took, what the product believes.
Source: docs/faults.md.
"""
