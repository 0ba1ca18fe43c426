"""Beginning: the files of a new portfolio, and the folder into which they go."""
