"""A Celery worker whose broker is a folder: `celery --app worker worker`."""

import os

import sentry_sdk
from celery import Celery
from celery.signals import celeryd_init
from sentry_sdk.integrations.celery import CeleryIntegration

import reporting
from planted import planted

FOLDER = os.environ['BROKER']
app = Celery('worker', broker='filesystem://')
app.conf.broker_transport_options = {
    'data_folder_in': FOLDER,
    'data_folder_out': FOLDER,
    'control_folder': os.path.join(FOLDER, 'control'),
}


@celeryd_init.connect
def begin(**_):
    reporting.start(integrations=[CeleryIntegration()], traces_sample_rate=1.0)


@app.task
def charge(order, token):
    card = planted('card')
    raise RuntimeError(f'order {order} could not be charged')


@app.task
@sentry_sdk.monitor(
    monitor_slug='nightly-stock',
    monitor_config={'schedule': {'type': 'crontab', 'value': '0 3 * * *'}, 'timezone': 'UTC'},
)
def count_stock():
    return 3
