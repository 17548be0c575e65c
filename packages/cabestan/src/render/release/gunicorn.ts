import { head } from '../head.ts'

export interface GunicornView {
  readonly workers: number
  readonly timeoutSeconds: number
  /** The class of gunicorn's workers; null for its own, which speaks WSGI. */
  readonly workerClass: string | null
}

/** `gunicorn.conf.py` of a release. gunicorn ignores settings that its version does not know. */
export function gunicornConfiguration(view: GunicornView): string {
  return `${head(
    'How the web process of this release runs; all settings are explained at',
    'https://docs.gunicorn.org/en/stable/settings.html',
  )}
import gc
import importlib
import os

# Given by bin/process: each colour has a socket of its own, in a directory that lets in nginx alone.
bind = 'unix:' + os.environ['CABESTAN_SOCKET']
umask = 0o000
# A release begins with fewer, and gets the others once visitors have it, or the one before has ended.
workers = int(os.environ.get('CABESTAN_WORKERS') or ${view.workers})
${workerClass(view)}
# web.timeout in cabestan.yaml. At the end, requests have as long to be answered.
timeout = ${view.timeoutSeconds}
graceful_timeout = ${view.timeoutSeconds}

# Workers tell by a file that they live; on a slow disk they would seem dead.
worker_tmp_dir = '/dev/shm'
# The socket is nginx's alone, and nginx says who asks and how.
forwarded_allow_ips = '*'
# Both colours would make it at the same place.
control_socket_disable = True

# Into the log that supervisor keeps: web-blue.log or web-green.log.
accesslog = '-'
access_log_format = '%(t)s %({x-forwarded-for}i)s "%(r)s" %(s)s %(B)s %(M)sms id=%({x-request-id}i)s'
${sharing}`
}

/** Code that each worker would load by itself otherwise: half of its start, and a quarter of its memory. */
const sharing = `
# Django is loaded once for all workers, which start from here. Nothing of the project is: what it opens when it
# is loaded (a connection, a thread) each worker needs for itself.
shared = [
    'django.core.cache',
    'django.core.checks',
    'django.core.handlers.asgi',
    'django.core.handlers.wsgi',
    'django.core.mail',
    'django.contrib.sessions.middleware',
    'django.db.migrations',
    'django.db.models',
    'django.forms',
    'django.middleware.common',
    'django.middleware.csrf',
    'django.middleware.security',
    'django.shortcuts',
    'django.template.defaulttags',
    'django.template.loader_tags',
    'django.urls',
    'django.utils.translation',
    'django.views.generic',
]


def on_starting(server):
    # A module that wants settings while it is loaded finds none, and is left to the workers.
    settings = os.environ.pop('DJANGO_SETTINGS_MODULE', None)
    for name in shared:
        try:
            importlib.import_module(name)
        except Exception as error:
            server.log.debug('%s is left to the workers: %s', name, error)
    if settings is not None:
        os.environ['DJANGO_SETTINGS_MODULE'] = settings
    # What looks for garbage would write to these pages, and each worker have its own copy of them. Python 3.6 cannot.
    if hasattr(gc, 'freeze'):
        gc.freeze()
`

function workerClass({ workerClass }: GunicornView): string {
  if (workerClass !== null) {
    return `worker_class = '${workerClass}'
`
  }
  return `# What leaks memory is gone before it matters, and never all of them at once.
max_requests = 10000
max_requests_jitter = 2000
`
}
