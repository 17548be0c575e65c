# Managed by Cabestan. Lays the logs of production over the LOGGING of the project.
import os

# These rotate by themselves, each worker on its own, and lose lines. logrotate moves the files
# instead, and WatchedFileHandler opens the new one; lines of several workers do not mix in it.
FILE_HANDLERS = (
    'logging.FileHandler',
    'logging.handlers.RotatingFileHandler',
    'logging.handlers.TimedRotatingFileHandler',
    'logging.handlers.WatchedFileHandler',
)
SITE = 'cabestan_disquaire.site'
FAILURES = 'cabestan_disquaire.failures'
MAILS = 'cabestan_disquaire.mails'
FILTER = {'()': 'cabestan_disquaire.logs.NotAFailure'}
MAILER = 'cabestan_disquaire.reporting.AdminMails'
LINE = {
    'format': '%(asctime)s %(levelname)s %(name)s %(message)s',
    'datefmt': '%Y-%m-%d %H:%M:%S %z',
}


def with_files(project, directory, root=True):
    """The project's LOGGING and what the server needs; with `root`, for what all of its code logs."""
    config = {'version': 1, **(project or {})}
    config.pop('incremental', None)
    # What the project does not name would fall silent, Django's own reports of errors first.
    config['disable_existing_loggers'] = False
    config['formatters'] = {**(config.get('formatters') or {}), SITE: LINE}
    config['filters'] = {**(config.get('filters') or {}), SITE: FILTER}
    config['handlers'] = {
        **moved(config.get('handlers') or {}, directory),
        SITE: {**file_handler(directory, 'site.log'), 'level': 'WARNING', 'filters': [SITE]},
        FAILURES: file_handler(directory, 'failures.log'),
        MAILS: {'class': MAILER, 'level': 'ERROR'},
    }
    loggers = {key: {**logger} for key, logger in (config.get('loggers') or {}).items()}
    if root:
        config['root'] = {'level': 'WARNING', **loggers.pop('', {}), **(config.get('root') or {})}
        add(config['root'], SITE)
    loggers.setdefault('django', {'level': 'INFO'})
    for key, logger in loggers.items():
        ends = not logger.get('propagate', True)
        if ends or (key == 'django' and not root):
            add(logger, SITE)
        if key == 'django' or (ends and key.startswith('django.')):
            add(logger, MAILS)
    loggers[FAILURES] = {'level': 'INFO', 'handlers': [FAILURES], 'propagate': False}
    config['loggers'] = loggers
    return config


class NotAFailure:
    """Answers below 500 have a line in the log of failures already."""

    def filter(self, record):
        return getattr(record, 'status_code', 500) >= 500


def file_handler(directory, name):
    """Each line is one write at the end of the file, which is opened anew when logrotate took it."""
    return {
        'class': 'logging.handlers.WatchedFileHandler',
        'filename': os.path.join(directory, name),
        'formatter': SITE,
        'encoding': 'utf-8',
        'delay': True,
    }


def moved(project, directory):
    """The project's handlers, with their files where the application may write."""
    handlers = {}
    for key, handler in project.items():
        kept = {name: handler[name] for name in ('level', 'filters', 'formatter') if name in handler}
        if handler.get('class') == 'django.utils.log.AdminEmailHandler':
            handlers[key] = {**kept, 'class': MAILER}
        elif 'filename' in handler:
            # Nobody gave the key that it is read from: the handler's own name will do.
            file = file_handler(directory, file_name(key, str(handler['filename'] or key)))
            plain = handler.get('class') in FILE_HANDLERS
            file.pop('formatter')
            handlers[key] = {**file, **kept} if plain else {**handler, 'filename': file['filename']}
        else:
            handlers[key] = handler
    return handlers


def file_name(key, path):
    """logrotate takes what ends in .log; two files of one name in two directories stay two."""
    name = os.path.splitext(os.path.basename(path))[0]
    return (name if name == key else key + '-' + name) + '.log'


def add(logger, handler):
    logger['handlers'] = [*(logger.get('handlers') or []), handler]
