"""Privacy documents: what those who are asked, an authority and an officer must be able to read."""
