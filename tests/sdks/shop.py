"""A Django project in one file, behind gunicorn: `gunicorn shop:application`. SDK names the client."""

import logging
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

from planted import planted

RAVEN = os.environ.get('SDK') == 'raven'
HERE = os.path.dirname(os.path.abspath(__file__))
CLIENT = 'raven.contrib.django.raven_compat'

settings.configure(
    SECRET_KEY='nothing-is-signed-here',
    ALLOWED_HOSTS=['*'],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=['django.contrib.contenttypes', 'django.contrib.auth'] + ([CLIENT] if RAVEN else []),
    MIDDLEWARE=[f'{CLIENT}.middleware.Sentry404CatchMiddleware'] if RAVEN else [],
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}},
    DEFAULT_AUTO_FIELD='django.db.models.AutoField',
    RAVEN_CONFIG={
        'dsn': os.environ['DSN'],
        'release': 'shop@1.4.2',
        'environment': 'production',
        'name': 'web-1',
        'include_paths': ['shop'],
        'processors': [],
    },
    LOGGING={
        'version': 1,
        'disable_existing_loggers': False,
        'handlers': {'sentry': {'level': 'ERROR', 'class': f'{CLIENT}.handlers.SentryHandler'}} if RAVEN else {},
        'loggers': {'shop.orders': {'handlers': ['sentry'], 'level': 'ERROR'}} if RAVEN else {},
    },
)

if not RAVEN:
    import sentry_sdk
    from sentry_sdk.integrations.django import DjangoIntegration

    import reporting

    reporting.start(integrations=[DjangoIntegration()], traces_sample_rate=1.0)


class OutOfStock(Exception):
    pass


def raises(request):
    password = planted('password')
    customer = {'name': 'Ada', 'api_key': planted('api_key')}
    if not RAVEN:
        sentry_sdk.set_user({'id': 7, 'email': 'ada@example.org', 'username': 'ada'})
        sentry_sdk.set_tag('shelf', 'left')
        sentry_sdk.add_breadcrumb(category='basket', message='added one record', level='info')
    return reserve(customer, len(password))


def reserve(customer, length):
    connection = f'postgres://shop:{planted("database")}@db.example.org/shop'
    raise OutOfStock(f'nothing left for {customer["name"]}; asked {connection}')


def chained(request):
    try:
        {}['price']
    except KeyError as error:
        raise OutOfStock('no price') from error


def pays(request):
    number = request.POST['number']
    raise ValueError('the bank refused ' + number)


def group(request):
    raise ExceptionGroup('two deliveries failed', [OutOfStock('vinyl'), ValueError('tape')])


def logs(request):
    logging.getLogger('shop.orders').error('order %s is stuck', 4711, extra={'stage': 'packing'})
    return HttpResponse('logged')


def fine(request):
    return HttpResponse('fine')


urlpatterns = [
    path('raises/', raises),
    path('chained/', chained),
    path('pays/', pays),
    path('group/', group),
    path('logs/', logs),
    path('fine/', fine),
]
application = get_wsgi_application()
