"""What errors and the code of an answer tell, where there are no numbers to look at."""
