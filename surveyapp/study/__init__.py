"""THE OPENER: one wave with all that belongs to it, opened once for terminal and browser."""
