"""Pages that every small project answers with."""

from django.http import HttpResponse

try:
    from django.urls import re_path
except ImportError:
    from django.conf.urls import url as re_path


def home(request):
    return HttpResponse('home')


def fail(request):
    password = 'a-local-password'
    raise ValueError('it broke')


def secure(request):
    return HttpResponse('https' if request.is_secure() else 'http')


def port(request):
    return HttpResponse(request.get_port())


urlpatterns = [
    re_path(r'^$', home),
    re_path(r'^fail/$', fail),
    re_path(r'^secure/$', secure),
    re_path(r'^port/$', port),
]
