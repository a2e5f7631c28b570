"""The engine inside nbgrader's own commands and its formgrader."""
