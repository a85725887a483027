"""Source files: what researchers write as YAML, PO and Markdown, read with places."""
