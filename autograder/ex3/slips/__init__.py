"""Slips made by a grammar, and the table that the checks recognise them by."""
