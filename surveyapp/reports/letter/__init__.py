"""Letters and mails to institutions that are asked: their words, in the addressee's language."""
