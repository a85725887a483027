"""Quality: how well the answers of a wave were given, by country and never by institution.

Every sent response is read once and turned into flags, which are columns of codes. They are
counted and protected like every other column, so that nothing is shown of fewer than five.
"""
