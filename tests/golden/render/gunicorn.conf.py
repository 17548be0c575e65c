# Managed by Cabestan. How the web process of this release runs; all settings are explained at
# https://docs.gunicorn.org/en/stable/settings.html
import os

# Given by bin/process: each colour has a socket of its own, in a directory that lets in nginx alone.
bind = 'unix:' + os.environ['CABESTAN_SOCKET']
umask = 0o000
# A release begins with fewer, and gets the others once visitors have it, or the one before has ended.
workers = int(os.environ.get('CABESTAN_WORKERS') or 3)
# What leaks memory is gone before it matters, and never all of them at once.
max_requests = 10000
max_requests_jitter = 2000

# web.timeout in cabestan.yaml. At the end, requests have as long to be answered.
timeout = 30
graceful_timeout = 30

# Workers tell by a file that they live; on a slow disk they would seem dead.
worker_tmp_dir = '/dev/shm'
# The socket is nginx's alone, and nginx says who asks and how.
forwarded_allow_ips = '*'
# Both colours would make it at the same place.
control_socket_disable = True

# Into the log that supervisor keeps: web-blue.log or web-green.log.
accesslog = '-'
access_log_format = '%(t)s %({x-forwarded-for}i)s "%(r)s" %(s)s %(B)s %(M)sms id=%({x-request-id}i)s'
