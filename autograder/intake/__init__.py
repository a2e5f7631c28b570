"""From the bytes of a submission to answer cells in the instructor's notebook. Nothing of it is run."""
