"""WHAT IS ASKED: wording, routing, checks, and one version of it all."""
