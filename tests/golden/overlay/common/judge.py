"""Runs one small project under its overlay, as gunicorn would, and tells what happened, as JSON."""

import json
import logging
import os
import sys
import threading
import time
from importlib import import_module

package, logs = sys.argv[1:3]
wsgi = import_module(package + '.wsgi')

from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.storage import staticfiles_storage  # noqa: E402
from django.core import mail  # noqa: E402
from django.core.checks import run_checks  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

host = settings.ALLOWED_HOSTS[0]
scheme = 'https' if settings.SECURE_SSL_REDIRECT else 'http'


def plain(value):
    return json.loads(json.dumps(value, default=str, skipkeys=True))


def ask(path, method='get', wanted=host, client=None, **more):
    client = client or Client()
    client.raise_request_exception = False
    headers = {'HTTP_HOST': wanted, 'HTTP_X_FORWARDED_PROTO': scheme, 'HTTP_X_FORWARDED_FOR': '198.51.100.7'}
    headers.update(more)
    try:
        response = getattr(client, method)(path, **headers)
    except ValueError as error:
        # Before 3.0 the client raises what the site has answered for already.
        assert str(error) == 'it broke', error
        return 500, ''
    return response.status_code, b''.join(response).decode()


def mails_are_sent():
    for thread in threading.enumerate():
        if thread.name == 'mail':
            thread.join(10)


def collected():
    call_command('collectstatic', interactive=False, verbosity=0)
    return [staticfiles_storage.url(name) for name in ('site.css', 'committed.css', 'missing.css', 'latin.css')]


def signed_in():
    from django.contrib.auth.models import User
    from django.db import connection

    call_command('migrate', verbosity=0)
    client = Client()
    client.force_login(User.objects.create(username='anna'))
    ask('/nowhere/signed-in/', client=client)
    with connection.cursor() as cursor:
        cursor.execute('PRAGMA journal_mode')
        return cursor.fetchone()[0]


def answer_of_asgi():
    import asyncio

    from asgiref.testing import ApplicationCommunicator

    asgi = import_module(package + '.asgi')

    async def get(path):
        headers = [(b'host', host.encode()), (b'x-forwarded-proto', scheme.encode())]
        scope = {'type': 'http', 'http_version': '1.1', 'method': 'GET', 'path': path, 'headers': headers}
        # As uvicorn has it behind a unix socket.
        scope.update(query_string=b'', root_path='', server=('/run/disquaire/blue.sock', None))
        talk = ApplicationCommunicator(asgi.application, scope)
        await talk.send_input({'type': 'http.request', 'body': b''})
        return (await talk.receive_output(5))['status'], (await talk.receive_output(5))['body'].decode()

    return asyncio.run(get('/nowhere/asgi/'))[0], asyncio.run(get('/port/'))[1]


def celery_application():
    from celery.app.utils import find_app

    app = find_app(package)
    return [app.main, app.conf.broker_url, app.conf.broker_transport_options]


def without_mail_server():
    """The visitor gets his answer at once, and the error may be mailed later."""
    send_by('django.core.mail.backends.smtp.EmailBackend', host='127.0.0.1', port=1, use_tls=False)
    marks = os.path.join(logs, 'mailed')
    for mark in os.listdir(marks):
        os.unlink(os.path.join(marks, mark))
    before = time.time()
    status = ask('/fail/')[0]
    took = time.time() - before
    mails_are_sent()
    said = [float(open(os.path.join(marks, mark)).read().split()[0]) for mark in os.listdir(marks)]
    return {'status': status, 'quick': took < 3, 'mayTryAgain': [time.time() - at > 3000 for at in said]}


told = {}
names = [name for name in dir(settings) if name.isupper() and name != 'TEMPLATES']
told['settings'] = {name: plain(getattr(settings, name)) for name in names}
told['checks'] = [[check.id, check.level] for check in run_checks(include_deployment_checks=True) if not check.is_silenced()]
told['module'] = os.environ['DJANGO_SETTINGS_MODULE']

settings.ADMINS = settings.ADMINS or [('anna', 'anna@disquaire.example')]
settings.MANAGERS = settings.ADMINS
told['mailers'] = plain(getattr(settings, 'MAILERS', None))


def send_by(backend, **options):
    # Of the two ways to name a mail server only one may be there.
    if hasattr(settings, 'MAILERS'):
        settings.MAILERS = {'default': {'BACKEND': backend, 'OPTIONS': options}}
        return
    settings.EMAIL_BACKEND = backend
    for name, value in options.items():
        setattr(settings, 'EMAIL_' + name.upper(), value)


send_by('django.core.mail.backends.locmem.EmailBackend')
mail.outbox = []
form = {'password': 'swordfish', 'album': 'Homogenic'}
here = '%s://%s/' % (scheme, host)
told['answers'] = {
    'home': ask('/')[0],
    'stranger': ask('/', wanted='other.example')[0],
    'secure': ask('/secure/')[1],
    'missing': ask('/nowhere/?token=abracadabra&page=2')[0],
    'fail': [ask('/fail/', 'post', data=form)[0] for _ in range(3)],
    'key': ask('/key/')[1],
    'brokenLink': ask('/broken/', HTTP_REFERER=here)[0],
    'ignored': ask('/favicon.ico', HTTP_REFERER=here)[0],
    'fromElsewhere': ask('/broken2/', HTTP_REFERER='https://spam.example/')[0],
}
mails_are_sent()
told['mails'] = [[message.subject, message.body] for message in mail.outbox]
told['withoutMailServer'] = without_mail_server()
for wanted, asked in (('asgi', answer_of_asgi), ('celery', celery_application), ('static', collected), ('wal', signed_in)):
    if wanted in sys.argv[3:]:
        told[wanted] = asked()
logging.getLogger('shop').info('an order')
logging.getLogger('somewhere.else').warning('a warning')
told['logs'] = {name: open(os.path.join(logs, name)).read() for name in os.listdir(logs) if name.endswith('.log')}
told['rootHandlers'] = [type(handler).__name__ for handler in logging.getLogger().handlers]
json.dump(told, sys.stdout)
