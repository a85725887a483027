"""Attack: a reader who tries to find out what single institutions answered.

Independent of the gate: it reads protected tables and the routing, and an import contract keeps the
procedures of the gate away from it.
"""
