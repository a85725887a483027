"""Work: what each kind of job does, apart from whoever asked for it and whoever looks at it."""
