"""The shop's settings, with the static files where Fujin's Caddy looks for them; and its command."""

import os
import sys

from disquaire_project.settings import *

STATIC_ROOT = '/opt/fujin/disquaire/staticfiles'


def main():
    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'disquaire_production')
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
