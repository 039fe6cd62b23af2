"""Pages of progress reviews: leading them, writing one's part, reading both side by side."""
