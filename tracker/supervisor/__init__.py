"""Starts and stops everything that `./run` needs: PostgreSQL, Valkey, web, worker and beat.

Knows nothing of Django but a handful of `manage.py` commands, so that it can say what is wrong
when Django cannot start. `parts.py` lists what is started, `steps.py` what is done before.
"""
