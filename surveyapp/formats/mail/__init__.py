"""Mails: how one is written, handed to a server, and reported when it came back."""
