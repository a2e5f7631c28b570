"""Parts of the explorer inside a notebook: a pad to draw on, and a training run to watch.

The scripts and the style beside this file are made by `make release` from the browser edition's own.
anywidget is imported when something is shown; where it is missing, or no browser listens, a picture is shown.
"""

from ex3.widgets.pad import draw_digit
from ex3.widgets.trainer import train_step_by_step

__all__ = ["draw_digit", "train_step_by_step"]
