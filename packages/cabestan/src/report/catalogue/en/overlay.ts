import type { OverlayWords } from '../overlay-words.ts'

export const overlay: OverlayWords = {
  'key.environment':
    'The key is made on the server and never leaves it: one that stands in git is no secret.',
  'key.copy': 'This is a copy of the key in git: whoever reads it could sign in as anybody.',
  'key.fallbacks': 'Keys that stand in git must not be believed any longer.',
  'debug.off': 'With DEBUG, every error shows the code, the settings and the data to whoever causes it.',
  'debug.branch':
    'The project decides this by DEBUG, which it switches on in its code: this is its value without.',
  'sessions.memory':
    'Sessions lie in the memory of one worker: the next request may reach another, and the visitor is logged out. The database knows them all.',
  'hosts.site':
    'Django answers to the names of the site only, so that nobody can make it write links to another.',
  'hosts.origins': 'Django takes forms from the pages of the site only.',
  'hosts.proxy':
    'nginx stands before the application: what it says of the visitor is to be believed, and nothing else.',
  'hosts.foreign':
    'It is made for another address: here, nobody could log in, or pages would lead elsewhere.',
  'hosts.empty': 'An empty origin, where the environment names none, is an error to django-cors-headers.',
  'https.off':
    'The site has no certificate yet: this would lock every visitor out. It is on when there is one.',
  'https.unheeded':
    'Browsers take this header by https alone, and complain of it in their console otherwise.',
  'https.on': 'The site has a certificate: pages and cookies travel by https alone.',
  'https.silenced': 'Whether all subdomains have https for good, only you can say: Django need not ask.',
  'database.libraries':
    'The paths of GDAL and GEOS were those of one computer: the server’s own are found by name.',
  'database.search':
    'Wagtail’s search keeps its index in PostgreSQL, and wants `django.contrib.postgres` for it.',
  'database.socket':
    'PostgreSQL on the server, through its unix socket: it knows the application by its system user, so there is no password.',
  'database.sqlite': 'The SQLite file is kept outside the releases, so that none replaces it.',
  'database.url': 'The database that you gave by `DATABASE_URL`.',
  'static.root': 'Each release collects its own static files, and nginx serves them.',
  'static.url': 'Without an address there are no static files.',
  'static.directories': 'Directories as git has them: it keeps no empty ones.',
  'static.hashed':
    'The name of a static file changes with its content, so that browsers may keep it for ever.',
  'static.collect':
    'Of two applications with a command `collectstatic`, Django’s is to have it: the other copies only what it uploads.',
  'media.root': 'What visitors upload is kept outside the releases, so that none loses it.',
  'data.outside': 'It lies in the checkout, which the next release replaces: it is kept outside.',
  'redis.cache':
    'The cache is in the Redis of the application, in a database that may be emptied without losing a task.',
  'redis.channels': 'Messages between processes go through the Redis of the application.',
  'redis.broker': 'Tasks wait in the Redis of the application.',
  'redis.packages':
    'What a package keeps in a Redis is in that of the application, under the number that the project gave its database.',
  'rabbitmq.broker': 'Tasks wait in the RabbitMQ of this server: the project names it as its containers do.',
  'mail.server':
    'Mail goes out as `cabestan.yaml` says where it names a server, and one that does not answer holds nobody up.',
  'mail.sender': 'Most mail servers refuse what root@localhost or webmaster@localhost sends.',
  'mail.admins': 'They get a mail for each new error, at most one an hour for the same.',
  'mail.links':
    'They get a mail for each link of the site that leads nowhere, but not for what robots look for.',
  'log.files':
    'Every answer of 400 and above is written down with its request and user, every error with its stack.',
  'log.middleware':
    'What sees every answer that fails comes first; what shows insides to visitors is left out.',
  'development.out': 'A developer’s tools are left out where they are not installed or show insides.',
  'kept.branch':
    'The project decides this by DEBUG, which it switches on in its code, and its value without cannot be read: set it in your settings.',
  'kept.broker':
    'Celery wants a broker, and no setting that can be read names it: take `CELERY_BROKER_URL` from the environment.',
  'kept.channels': 'Messages stay within one process: with several, they do not arrive. Use channels-redis.',
  'kept.databases': 'Only the default database is set here; the others stay as the project has them.',
  'kept.key':
    'It is made from the key in git, in a way that cannot be redone from outside: read the key from the environment.',
  'kept.mail': 'Mail is shown or stored, but never sent: name a mail server under `mail` in `cabestan.yaml`.',
  'kept.memcached': 'The project wants memcached, which Cabestan does not install.',
  'kept.redis':
    'It names a Redis by itself: take host, port and password from the environment (`REDIS_HOST`, `REDIS_PORT`, `REDIS_PASSWORD`, or all in `REDIS_URL`), or it looks for one that is not the application’s.',
  'kept.storage':
    'Files are stored on another machine: it stays so, and its keys have to be in the environment.',
}
