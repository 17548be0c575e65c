"""Prints the JSON of the event that sentry-sdk makes of a failing page: a template, inside it a query, a full basket."""

import json
from wsgiref.util import setup_testing_defaults

import sentry_sdk
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from sentry_sdk.integrations.django import DjangoIntegration

PAGE = """<html>{% for line in lines %}{% include "line" %}{% endfor %}</html>"""
TEMPLATES = {
    'page': PAGE,
    'line': '{% if line.record %}{% with label=line.record.label %}{{ label }}{% endwith %}{% endif %}{{ customer.orders }}',
}
settings.configure(
    SECRET_KEY='nothing-is-signed-here',
    ALLOWED_HOSTS=['*'],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=['django.contrib.auth', 'django.contrib.contenttypes', 'django.contrib.sessions'],
    MIDDLEWARE=[
        'django.middleware.security.SecurityMiddleware',
        'django.contrib.sessions.middleware.SessionMiddleware',
        'django.middleware.common.CommonMiddleware',
        'django.middleware.csrf.CsrfViewMiddleware',
        'django.contrib.auth.middleware.AuthenticationMiddleware',
        'django.middleware.clickjacking.XFrameOptionsMiddleware',
    ],
    SESSION_ENGINE='django.contrib.sessions.backends.signed_cookies',
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}},
    TEMPLATES=[
        {
            'BACKEND': 'django.template.backends.django.DjangoTemplates',
            'OPTIONS': {'loaders': [('django.template.loaders.locmem.Loader', TEMPLATES)]},
        }
    ],
)


class Customer:
    def orders(self):
        from django.contrib.auth.models import User

        wanted = {'username__startswith': 'a', 'is_active': True}
        return list(User.objects.filter(**wanted).select_related(None).order_by('last_login')[:20])


class Line:
    def __init__(self, number):
        self.record = {'label': f'label {number}', 'title': f'title {number}', 'year': 1950 + number}
        self.quantity = number

    def __repr__(self):
        return f'<Line {self.quantity} × {self.record["title"]} ({self.record["year"]})>'


def basket(request):
    lines = [Line(number) for number in range(12)]
    totals = {f'line {line.quantity}': line.quantity * 990 for line in lines}
    return HttpResponse(engines['django'].get_template('page').render({'lines': lines, 'customer': Customer()}, request))


urlpatterns = [path('basket/<int:number>/', lambda request, number: basket(request))]


def tell(envelope):
    event = envelope.get_event()
    if event is not None:
        print(json.dumps(event, default=str, separators=(',', ':')))


class Telling(sentry_sdk.transport.Transport):
    def capture_envelope(self, envelope):
        tell(envelope)


sentry_sdk.init(
    dsn='http://0123456789abcdef0123456789abcdef@127.0.0.1/1',
    transport=Telling,
    integrations=[DjangoIntegration()],
    release='shop@1.4.2',
    environment='production',
    send_default_pii=True,
)
application = get_wsgi_application()
for number in range(12):
    sentry_sdk.add_breadcrumb(category='query', message=f'SELECT title FROM record WHERE shelf = {number}', level='info')
sentry_sdk.set_user({'id': '4711', 'email': 'ada@example.org', 'username': 'ada'})
environment = {
    'PATH_INFO': '/basket/17/',
    'QUERY_STRING': 'page=2&sort=year',
    'HTTP_HOST': 'shop.example.org',
    'HTTP_ACCEPT': 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'HTTP_ACCEPT_LANGUAGE': 'fr,en;q=0.5',
    'HTTP_COOKIE': 'sessionid=0123456789abcdefghijklmnopqrstuv; theme=dark',
    'HTTP_REFERER': 'https://shop.example.org/records/?sort=year',
    'HTTP_USER_AGENT': 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
}
setup_testing_defaults(environment)
list(application(environment, lambda status, headers, trouble=None: None))
