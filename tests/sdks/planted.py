"""Secrets as a real program holds them: at run time only, so that no line of its source says them."""

import json
import os

PLANTED = json.loads(os.environ.get('PLANTED', '{}'))


def planted(name):
    return PLANTED.get(name, f'no {name} was planted')
