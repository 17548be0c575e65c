import os

from celery import Celery

os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'disquaire_project.settings')

app = Celery('disquaire')
app.config_from_object('django.conf:settings', namespace='CELERY')
app.autodiscover_tasks()
