# Managed by Cabestan. Production settings laid beside the project, as part of this release.
import os
import sys
from pathlib import Path

release = Path(__file__).resolve().parents[2]

# The modules of the project are found wherever a command is started.
sys.path.insert(0, str(release / 'source'))


def choose_settings():
    """Settings are chosen once a process: before any file of the project can name others."""
    os.environ['DJANGO_SETTINGS_MODULE'] = 'cabestan_disquaire.settings'
    from django.conf import settings

    return settings.SETTINGS_MODULE
