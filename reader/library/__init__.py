"""Which documents there are, what is known about them, and what is remembered of reading them."""
