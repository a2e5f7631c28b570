"""Everything on the instructor's side: release, grading, gradebook, feedback, and the command ``ex3``."""
