"""Parts of the explorer inside a notebook: a pad to draw on, and a training run to watch.

`make release` puts the scripts and the style beside this file into the students' copy, from the browser edition's own.
anywidget is imported when something is shown; without it, a script, or a browser that listens, a picture is shown.
"""

from ex3.widgets.pad import draw_digit
from ex3.widgets.trainer import train_step_by_step

__all__ = ["draw_digit", "train_step_by_step"]
