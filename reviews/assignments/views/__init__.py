"""Pages of who works with a client: between the three it concerns, and the practice's."""
