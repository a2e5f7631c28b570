"""HTML pages: feedback for students; statistics and marking pages for instructors."""
