"""The project: settings, addresses, worker, and a library that knows nothing of people."""
