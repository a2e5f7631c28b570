"""From the archives of a learning management system to submitted/, and the marks back."""
