"""Types: what an expression may ask of which question, before anybody answers."""
