"""All of this project that the sandbox sees: copied there as a package of its own, so it imports nothing of the rest."""
