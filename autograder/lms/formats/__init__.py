"""How an LMS writes names, times, tables and archives: text only, no files."""
