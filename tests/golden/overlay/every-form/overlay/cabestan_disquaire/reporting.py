# Managed by Cabestan. Mails the administrators once an hour for each distinct error.
import fcntl
import hashlib
import logging
import os
import re
import threading
import time
import traceback
from contextlib import contextmanager

from django.conf import settings
from django.core import mail

from cabestan_disquaire import release

MARKS = os.path.join('/var/log/disquaire/site', 'mailed')
LOG = logging.getLogger('cabestan_disquaire')
HOUR = 3600
# Values under these names are nobody's business: not in a log, not in a mail.
HIDDEN = re.compile(
    'pass|pwd|mdp|secret|token|signature|session|csrf|auth|credential'
    '|card|carte|cvv|cvc|iban|api.?key|(^|[_.-])(key|code|pin)$',
    re.IGNORECASE,
)


class AdminMails(logging.Handler):
    """Django's own handler mails each error, thousands on a bad day, while the visitor waits."""

    def emit(self, record):
        try:
            # Two loggers may hand on the same record.
            first = not record.__dict__.setdefault('mailed', False)
            record.mailed = True
            if not first or not settings.ADMINS or record.name == 'django.security.DisallowedHost':
                return
            mark = mark_of(record)
            unsaid = claim(mark, HOUR)
            if unsaid is not None:
                send(mail.mail_admins, mark, subject_of(record), body_of(record, unsaid))
        except Exception:
            # A report that fails must not make things worse.
            self.handleError(record)


def send(mailer, mark, subject, body):
    """In its own time: a mail server that is slow or gone holds up no visitor."""

    def run():
        try:
            mailer(subject, body)
        except Exception as error:
            give_back(mark)
            LOG.warning('A mail to the administrators was not sent: %s', error)

    threading.Thread(target=run, name='mail').start()


@contextmanager
def opened(mark):
    """One worker at a time; closing writes first and unlocks then."""
    os.makedirs(MARKS, mode=0o700, exist_ok=True)
    descriptor = os.open(os.path.join(MARKS, mark), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, 'r+') as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def write(file, said, unsaid):
    file.seek(0)
    file.truncate()
    file.write('%d %d' % (said, unsaid))


def claim(mark, seconds):
    """None if it was said within this time, else how often it was not."""
    with opened(mark) as file:
        words = file.read().split()
        said, unsaid = (int(words[0]), int(words[1])) if len(words) == 2 else (0, 0)
        due = not 0 <= time.time() - said < seconds
        write(file, *((time.time(), 0) if due else (said, unsaid + 1)))
    if due:
        forget_old_marks()
    return unsaid if due else None


def give_back(mark):
    """The mail was not sent: the same error may try again, but not at once."""
    with opened(mark) as file:
        write(file, time.time() - HOUR + 300, 0)


def forget_old_marks():
    for entry in os.scandir(MARKS):
        if time.time() - entry.stat().st_mtime > 48 * HOUR:
            os.unlink(entry.path)


def mark_of(record):
    """Where it happened, not what it said: numbers and names differ each time, the place does not."""
    if record.exc_info and record.exc_info[1] is not None:
        frames = traceback.extract_tb(record.exc_info[2])
        source = str(release / 'source')
        ours = [frame for frame in frames if frame[0].startswith(source)]
        places = [(frame[0].replace(str(release), ''), frame[1]) for frame in ours[-1:] + frames[-1:]]
        what = (record.exc_info[0].__name__, places)
    else:
        match = getattr(getattr(record, 'request', None), 'resolver_match', None)
        message = re.sub(r'\d+', '0', str(record.msg))
        what = (record.name, message, record.pathname, record.lineno, getattr(match, 'view_name', ''))
    return hashlib.sha256(repr(what).encode('utf-8', 'replace')).hexdigest()[:32]


def subject_of(record):
    raised = record.exc_info and record.exc_info[0]
    error = raised.__name__ if raised else record.getMessage()
    request = getattr(record, 'request', None)
    place = ' at %s' % request.path if request is not None else ' in %s' % record.name
    return ' '.join((record.levelname + ': ' + error + place).split())[:200]


def body_of(record, unsaid):
    request = getattr(record, 'request', None)
    lines = [record.getMessage(), '', 'Release: %s' % release.name, 'Logger: %s' % record.name]
    if request is not None:
        # Only where it was looked up already: the database may be what is broken.
        user = getattr(request, '_cached_user', None)
        lines += ['Request: ' + line_of(request)]
        lines += ['User: ' + ('not looked up' if user is None else name_of(user))]
        lines += ['%s: %s' % (name, value) for name, value in form_of(request)]
    if unsaid:
        lines += ['', 'It happened %d more times since the last mail about it.' % unsaid]
    if record.exc_info and record.exc_info[1] is not None:
        lines += ['', logging.Formatter().formatException(record.exc_info)]
    return '\n'.join(lines)[:100000]


def form_of(request):
    """What was sent, without what the view or its own name calls sensitive."""
    from django.views.debug import get_exception_reporter_filter

    try:
        form = get_exception_reporter_filter(request).get_post_parameters(request)
        return [('POST ' + key, hidden(key, value)[:500]) for key, value in form.items()]
    except Exception as error:
        return [('POST', 'could not be read (%s)' % type(error).__name__)]


def line_of(request):
    query = '&'.join('%s=%s' % (key, hidden(key, value)) for key, value in request.GET.items())
    host = request.META.get('HTTP_HOST', '-')
    path = request.path + ('?' + query if query else '')
    return repr('%s %s%s' % (request.method, host, path))[1:-1]


def hidden(key, value):
    return '********' if HIDDEN.search(str(key)) else str(value)


def user_of(request):
    try:
        return name_of(request.user) if hasattr(request, 'user') else '-'
    except Exception:
        return '?'


def name_of(user):
    # Nobody has no key; to ask whether they are signed in was a method once, in Django 1.8.
    return repr('%s %s' % (user.pk, user.get_username()))[1:-1] if user.pk is not None else '-'


def address_of(request):
    """The last one is nginx's word; those before it are the visitor's."""
    forwarded = request.META.get('HTTP_X_FORWARDED_FOR', '').split(',')[-1].strip()
    return forwarded or request.META.get('REMOTE_ADDR') or '-'
