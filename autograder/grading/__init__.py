"""From a prepared submission to its report."""
