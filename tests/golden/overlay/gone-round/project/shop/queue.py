import django
from django.conf import settings

# As a celery.py does that wants its settings at once.
django.setup()
title = settings.OWN_NAME
