"""WHAT IT SAYS: snapshot, frequencies, the gate, comparison. Alone knows numpy, scipy, duckdb."""
