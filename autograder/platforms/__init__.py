"""Graders on other platforms: Gradescope and GitHub."""
