"""What every other room uses: errors, files, tables, text, and what an assignment and a report are."""
