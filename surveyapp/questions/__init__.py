"""WHAT A QUESTION IS: types, their cells, and the columns they fill."""
