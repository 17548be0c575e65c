# Managed by Cabestan. manage.py of the project, with the settings of production.
import os
import sys

# Started by its path, Python would take the modules beside this file for settings, celery, ….
here = os.path.dirname(os.path.abspath(__file__))
if os.path.abspath(sys.path[0]) == here:
    sys.path[0] = os.path.dirname(here)

from cabestan_disquaire import choose_settings  # noqa: E402

if __name__ == '__main__':
    choose_settings()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
