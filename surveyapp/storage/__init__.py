"""WHERE IT IS KEPT: two databases that share no key, contacts and answers."""
