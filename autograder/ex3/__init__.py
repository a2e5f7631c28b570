"""What belongs to this exercise alone: release, demo, banks of answers, the browser edition."""
