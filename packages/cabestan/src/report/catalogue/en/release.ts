import type { Catalogue } from '../catalogue.ts'

/** Of the release that is live, which knows the database as it was. */
export const unsafe: Catalogue['unsafe'] = {
  'table-dropped': 'it still asks this table',
  'table-renamed': 'it asks the table by its former name',
  'column-dropped': 'it still asks this column',
  'column-renamed': 'it asks the column by its former name',
  'column-required': 'it writes rows without a value there, which would be refused',
  'type-narrowed': 'it may write more than will fit',
  'type-changed': 'it reads and writes another type there',
  'order-changed': 'it does not know the column that keeps the order',
}

/** What is under way, as the live view names it. */
export const stages: Catalogue['stages'] = {
  preflight: 'checking that all is there',
  source: 'files of the commit',
  venv: 'packages of Python',
  build: 'static files and checks',
  database: 'database',
  start: 'starting the new release',
  probe: 'asking the new release for its page',
  switch: 'changing over',
  drain: 'ending the former one, changing workers over',
  prune: 'clearing up',
}

export const changeOver: Catalogue['changeOver'] = {
  rollback: {
    start: 'starting the former release again',
    probe: 'asking the former release for its page',
    drain: 'ending the one that was live, changing workers over',
  },
  restart: {
    start: 'starting the web process anew, beside the one that serves',
    probe: 'asking it for its page',
    drain: 'ending the old one, starting the other processes anew',
  },
}

export const notices: Catalogue['notices'] = {
  'live-already': 'this commit came live meanwhile, as release {number}: it is not made twice',
  'source.sent': 'commit {commit}, files: {count}',
  'venv.reused': 'the venv is used again: its packages are the same',
  'venv.made': 'packages installed: {count}',
  'venv.python': 'Python {version}',
  'venv.pip': 'uv cannot be had on this server, so pip installs the packages, more slowly: {why}',
  'check.warning': '{id}: {message}',
  'check.known':
    'warnings of Django that an earlier deploy told already: {count} ({ids}); `cabestan run -- manage.py check --deploy` shows them',
  'check.later': 'Django’s checks ask the database, which is empty yet: they come after the migrations',
  'compress.later':
    'templates that are to be compressed may ask the database, which is empty yet: they are compressed after the migrations',
  'check.without-https':
    'warnings of Django about https: {count}, which wait until the site has a certificate',
  'static.collected': 'static files: {count}',
  'static.sources': 'not among the static files, for they name packages and are made into others: {files}',
  'migrations.none': 'no migration to apply',
  'migrations.pending': 'migrations to apply: {names}',
  'migrations.unknown': 'what {name} does cannot be judged: {what}',
  'migrations.warning': 'from {name} on, the database may refuse what the live release writes: {what}',
  'migrations.unmade':
    'no migration makes {names}, which the models have: each page that asks for it fails. Make it: `python manage.py makemigrations {labels}`',
  'migrations.ahead': 'the database has had migrations that this commit does not know: {names}',
  'migrations.made': 'migrations made here, which git does not have yet: {names} (kept in {path})',
  'migrations.waiting': 'waiting for a table that is held by: {holder}',
  'migration.applied': 'applied: {name}',
  'migration.reversed': 'taken back: {name}',
  'snapshot.none': 'the database was not saved, because it is not one that Cabestan can save: {what}',
  'snapshot.made': 'the database is saved: {path} ({size})',
  'snapshot.left':
    'the database of before is kept under the name {name}, because {path} could not be written',
  'snapshot.restored': 'the saved database is back: {path}',
  'uploads.copied': 'committed files with which {path} begins: {count}',
  'database.seeded': 'the committed database is the beginning: {path}',
  'cache-tables.made': 'tables made for caches kept in the database: {names}',
  'fixtures.loaded': 'fixtures loaded: {names}',
  'probe.waiting': 'no good answer yet: {answer}',
  'probe.answered': '{path} answers {status} in {time}',
  switched: 'visitors now get release {number}',
  'switched-back': 'visitors get release {number} again',
  watched: 'requests since: {requests}, errors among them: {errors}',
  drained: 'what served before has ended its requests',
  'drain.cut':
    'connections of the former release that were still open after {seconds} s, and were cut: {count}',
  'process.started': '{process} has started',
  'process.restarted': '{process} has started anew',
  'process.killed': '{process} did not end within {seconds} s, and was killed',
  'process.fallen':
    '{process} starts, falls over, and is started again: `cabestan logs {process}` has its last words',
  'process.scaled': '{process}: {count} from now on',
  'maintenance.on': 'visitors see the maintenance page',
  'maintenance.off': 'the maintenance page is gone',
  'maintenance.stays':
    'the maintenance page stays: the release that is live does not fit the database any more ({names})',
  pruned: 'old releases removed: {numbers}',
  'prune.kept-for-disk': 'the disk is nearly full; releases that are kept: {count}',
  'prune.cache':
    'what was fetched for former builds is cleared away ({megabytes} MB); the next build fetches what it needs',
  'hook.done': 'done: {command}',
  'hook.failed': 'failed, and the release stays: {command}',
  'former.unhealthy': 'the release that is live has a problem already: its page answers {answer}',
  'former.silent': 'the release that is live has a problem already: its page does not answer',
  'left-over.removed': 'what a release left that was cut off is removed: {names}',
}
