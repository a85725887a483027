"""WHAT IS SHOWN: rows, sentences and charts made of protected comparisons; no HTML."""
