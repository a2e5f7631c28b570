"""Names and objects of the student's in the judge: data by value, all else as stand-ins."""
