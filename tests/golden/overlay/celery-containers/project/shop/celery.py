import os

from celery import Celery

os.environ['DJANGO_SETTINGS_MODULE'] = 'shop.settings'
app = Celery('shop')
app.config_from_object('django.conf:settings', namespace='CELERY')
app.autodiscover_tasks()
