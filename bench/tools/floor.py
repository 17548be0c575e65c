"""
How often a second the application answers when it is called in its processes, a core each: without gunicorn, without
nginx and without visitors who would take of the same cores. No way to serve it can be faster.
    run python floor.py HOST PATH SECONDS
"""
import io
import os
import sys
import time
from importlib import import_module

host, path, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
# As gunicorn is told in the release.
application = import_module(os.environ['DJANGO_SETTINGS_MODULE'].rsplit('.', 1)[0] + '.wsgi').application


def environment():
    return {
        'REQUEST_METHOD': 'GET', 'SCRIPT_NAME': '', 'PATH_INFO': path, 'QUERY_STRING': '', 'SERVER_NAME': host,
        'SERVER_PORT': '80', 'SERVER_PROTOCOL': 'HTTP/1.1', 'REMOTE_ADDR': '', 'HTTP_HOST': host,
        'HTTP_X_FORWARDED_PROTO': 'http', 'HTTP_X_FORWARDED_FOR': '127.0.0.1', 'wsgi.version': (1, 0),
        'wsgi.url_scheme': 'http', 'wsgi.input': io.BytesIO(), 'wsgi.errors': sys.stderr, 'wsgi.multithread': False,
        'wsgi.multiprocess': True, 'wsgi.run_once': False,
    }


def answer():
    status = []
    body = application(environment(), lambda line, headers, failure=None: status.append(line))
    size = sum(len(part) for part in body)
    body.close()
    if status != ['200 OK'] or size == 0:
        raise SystemExit(f'{path}: {status}, {size} bytes')


def count(until):
    answered = 0
    while time.monotonic() < until:
        answer()
        answered += 1
    return answered


def rate(out):
    count(time.monotonic() + 1)
    began = time.monotonic()
    answered = count(began + seconds)
    os.write(out, b'%f\n' % (answered / (time.monotonic() - began)))


source, out = os.pipe()
children = []
for _ in range(os.cpu_count()):
    child = os.fork()
    if child == 0:
        rate(out)
        os._exit(0)
    children.append(child)
os.close(out)
failed = [child for child in children if os.waitpid(child, 0)[1] != 0]
if failed:
    raise SystemExit('a process ended early')
with os.fdopen(source) as rates:
    print(sum(float(line) for line in rates))
