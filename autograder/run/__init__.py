"""Grade a class: many workers, one writer, any interruption."""
