"""One class on disk and in nbgrader's gradebook."""
