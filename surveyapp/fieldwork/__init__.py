"""HOW IT IS ANSWERED: drafts, access codes, sealed envelopes, screening of free text."""
