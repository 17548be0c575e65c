import type { Catalogue } from '../catalogue.ts'

export const parts: Catalogue['parts'] = {
  packages: 'Packages',
  access: 'Access',
  firewall: 'Firewall',
  fail2ban: 'Break-in attempts',
  updates: 'Security updates',
  system: 'System',
  postgres: 'PostgreSQL',
  rabbitmq: 'RabbitMQ',
  redis: 'Redis',
  nginx: 'nginx',
  supervisor: 'supervisor',
  app: 'Application',
}

export const reasons: Catalogue['reasons'] = {
  'packages.base':
    'Small tools that the next steps rely on: certificates, time zones, and what fetches packages safely.',
  'packages.release':
    'git, by which the sources of a release arrive, and what Python needs to make an environment of its own.',
  'packages.cron': 'cron, which runs the commands that the project wants at certain hours.',
  'access.login':
    'You work on the server as a limited user, so that a slip of the keyboard, or a thief with your session, does not hold the whole machine at once.',
  'access.keys':
    'A key cannot be guessed as a password can. The keys of all who may log in are written here; those that somebody added by hand stay.',
  'access.sudo':
    'The login user may become root without a password, since Cabestan works through it. Whoever holds its key therefore holds the server: keep the key under a passphrase.',
  'access.sshd':
    'Machines all over the world try passwords on every ssh server, for root first. With root and passwords off, none of these attempts can succeed.',
  'firewall.package': 'ufw, which writes the rules of the Linux firewall in words that one can read.',
  'firewall.rules':
    'Only ssh and the web are meant for the world. A database or a cache that listens by mistake stays out of reach.',
  'fail2ban.package': 'fail2ban reads the logs and shuts out, for a while, the addresses that keep trying.',
  'fail2ban.unit':
    'fail2ban counts former failures when it starts. It waits for its own rules, so that an owner who mistyped before the first deploy is not shut out.',
  'fail2ban.ssh':
    'An address that fails to log in several times is shut out, which keeps the logs readable and the processor free.',
  'fail2ban.service': 'fail2ban starts with the server, and runs.',
  'updates.package': 'The program of Debian that installs security updates by itself.',
  'updates.automatic':
    'Most servers are broken into through holes that were mended long ago. Security updates install themselves each night.',
  'system.time-zone': 'Logs, scheduled commands and mails then show the hours that you live by.',
  'system.locale-package': 'Without it the server knows no language but the plainest English.',
  'system.locale': 'Programs then sort and print accented letters rightly, and Python reads files as UTF-8.',
  'system.swap':
    'With little memory, one large installation is enough for Linux to kill the database. A swap file gives it room to breathe.',
  'system.swappiness':
    'The swap file is for emergencies: Linux should prefer memory, which is a thousand times faster.',
  'system.logs':
    'A program that repeats itself, or a stranger who tries passwords, fills a small disk within a day. A log that grows too large is moved and compressed before its day is over.',
  'system.logs-timer': 'Somebody has to look: every five minutes, and no longer once a day.',
  'postgres.package': 'PostgreSQL, the database that Django is happiest with.',
  'postgres.extension-package':
    'The extension that the configuration asks for comes in a package of its own.',
  'postgres.service': 'PostgreSQL starts with the server, and runs.',
  'postgres.server':
    'How much memory PostgreSQL may use on this machine, and that nobody reaches it but from the server itself.',
  'postgres.hba':
    'The application is known to PostgreSQL by its system user. So there is no password to steal, and none to lose.',
  'postgres.role':
    'The application has a database role of its own, with the settings that Django would otherwise ask for again at each connection: UTF-8, “read committed”, UTC or your time zone.',
  'postgres.database':
    'The application’s own database, in UTF-8, which belongs to its role: since PostgreSQL 15 only the owner may create tables.',
  'postgres.extension':
    'The configuration asks for this PostgreSQL extension; only the administrator of the database may install it.',
  'rabbitmq.vhost': 'A virtual host of its own in RabbitMQ: no other application takes its tasks.',
  'redis.package': 'Redis, for caches, sessions and queues.',
  'redis.data': 'Where the application’s Redis keeps what it holds, so that a reboot loses no waiting task.',
  'redis.instance':
    'The application has a Redis of its own: what it lists or empties is its own, and no other application reaches it. It keeps within its memory, and refuses new data rather than throwing away waiting tasks.',
  'nginx.package': 'nginx, which takes the visitors’ requests and hands them to the application.',
  'nginx.default':
    'A request that names none of your sites (robots mostly) gets an empty answer, instead of the first site that happens to be there.',
  'nginx.unit':
    'This server has no IPv6, and Debian’s own site asks for it: nginx would not start, and its installation would fail. It waits for the site that is written for this server.',
  'nginx.shared':
    'What the sites of a server share: how a line of their logs is written, and for how long browsers keep a file.',
  'nginx.hashed':
    'Files whose names change with their content, which pages that were opened before a release still ask for.',
  'nginx.uploads':
    'A page or a drawing that a visitor uploaded may hold a script: it runs as nobody, without the cookies of the site.',
  'nginx.long-names': 'A domain of the site is longer than nginx expects: it needs more room for names.',
  'nginx.service': 'nginx starts with the server, and runs.',
  'supervisor.package':
    'supervisor, which starts the programs of the application, and starts them again if they die.',
  'supervisor.unit':
    'As Debian ships it, supervisor waits 50 seconds before it comes back and leaves orphans behind, and systemd ends all of its programs where one took too much memory. This puts it right.',
  'supervisor.service': 'supervisor starts with the server, and runs.',
  'app.group':
    'The files of an application belong to a group of its own, so that no other program can read them.',
  'app.user':
    'The application runs as a user of its own that can do nothing else: if it is broken into, the rest of the server is not.',
  'app.directory':
    'Where the application lives on the server, readable for those who need it and nobody else.',
  'app.environment':
    'Secrets stay out of git: the secret key and passwords are made on the server, and only root and the application can read them.',
  'app.sockets':
    'nginx and the application speak through a socket in this directory, which has to be made anew at each boot.',
  'app.logs': 'Logs that nobody cuts fill the disk one day. They are kept for some weeks and compressed.',
  'app.site-logs':
    'Where the application itself writes logs. Those of supervisor are out of its reach: who breaks in cannot wipe out the traces there.',
  'app.releases':
    'Each release has a directory of its own that is not changed any more: going back is a matter of a link.',
  'app.colours':
    'A new release starts in one of two places while the other serves. The link “live” names the one that visitors get.',
  'app.cache': 'What was once downloaded for a release is not downloaded again for the next.',
  'app.media': 'What visitors upload outlives every release. The application writes it, nginx shows it.',
  'app.data': 'Whatever else must outlive a release: SQLite files, Celery’s timetable, the home of commands.',
  'app.pages':
    'When the application does not answer, or is being worked on, visitors get a page that says so, in the language of the site.',
  'app.backups': 'The database as it was before each migration. Only root can read it.',
  'app.commands':
    '`run` starts any command in the environment of the live release, as the application’s user; the others are for supervisor and cron.',
  'app.site':
    'nginx serves static files and uploads by itself, refuses what only robots ask for, and hands all else to the application.',
  'app.programs':
    'supervisor runs the web process and the others, brings them back when they die, and starts them with the server.',
  'app.schedule': 'cron runs these commands at their hours, never twice at once, and keeps what they say.',
}
