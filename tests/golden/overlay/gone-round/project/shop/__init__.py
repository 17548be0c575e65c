from .queue import title
