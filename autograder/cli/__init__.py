"""The command ``ex3``, the only place that prints."""
