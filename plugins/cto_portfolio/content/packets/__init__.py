"""Packets: a page for one reader, such as a company, at an address that nobody can guess."""
