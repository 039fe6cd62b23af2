"""What goes out: one row per message, claimed, sent, recorded. PostgreSQL is the queue's truth."""
