"""Two workers that fail all the time, while somebody moves their logs away, as logrotate does."""

import multiprocessing
import os
import sys
import time
from importlib import import_module

package, logs, requests = sys.argv[1], sys.argv[2], int(sys.argv[3])
# Longer than Python's buffer. Before 3.7, logging writes the end of such a line apart.
padding = 'x' * (9000 if sys.version_info >= (3, 7) else 3000)


def worker(number):
    import_module(package + '.wsgi')
    from django.conf import settings
    from django.test import Client

    # To a mail server that is gone: that it was tried is in the log.
    settings.ADMINS, settings.EMAIL_PORT = [('anna', 'anna@disquaire.example')], 1
    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0])
    for _ in range(20):
        try:
            client.get('/fail/')
        except ValueError:
            pass
    for count in range(requests):
        # However fast the machine is, the log is moved while there is more to come.
        while count == requests // 2 and not os.path.exists(os.path.join(logs, 'failures.log.1')):
            time.sleep(0.01)
        client.get('/nowhere/?worker=%d&count=%d&padding=%s' % (number, count, padding))


if __name__ == '__main__':
    workers = [multiprocessing.Process(target=worker, args=(number,)) for number in range(2)]
    for each in workers:
        each.start()
    log, turn = os.path.join(logs, 'failures.log'), 0
    while any(each.is_alive() for each in workers):
        time.sleep(0.1)
        if os.path.exists(log):
            turn += 1
            os.rename(log, '%s.%d' % (log, turn))
    sys.exit(max(each.exitcode for each in workers))
