"""Seal: what protected tables are made with. An import contract lets the gate alone have it."""

SEAL = object()
