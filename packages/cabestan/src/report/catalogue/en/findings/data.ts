import type { dataFindings } from '../../../../project/findings/data.ts'
import type { FindingSentences } from '../../catalogue.ts'

const engines = { oracle: 'Oracle', mssql: 'SQL Server' }

export const data: FindingSentences<(typeof dataFindings)[number]> = {
  'data.engine-unknown': {
    title: [
      'The settings name no database: {missing} is not set.',
      'Which database the project uses cannot be read from its settings.',
    ],
    why: 'Something decides that is known only where the settings run; or nothing does, and then Django has none.',
    remedy:
      'Say it in `cabestan.yaml`: `database: postgresql`, `database: sqlite`, or `database: own` for one that you have elsewhere.',
  },
  'data.engine-elsewhere': {
    title: 'The project runs on {engine}.',
    why: 'Cabestan installs PostgreSQL only, and does not know what would break on it.',
    remedy:
      'Give the address of your database and say so in `cabestan.yaml` (`database: own`), or try PostgreSQL: `database: postgresql`.',
    words: { engine: engines },
  },
  'data.engine-other': {
    title: 'The settings name a database that Django does not bring.',
    why: 'Cabestan installs PostgreSQL only, and nothing says that this project could run on it.',
    remedy: 'If it is kept elsewhere, say so in `cabestan.yaml`: `database: own`.',
  },
  'data.database-over-there': {
    title: 'The settings name a database on {host}.',
    why: 'The site begins with an empty database of its own on its server: what {host} holds today does not come along by itself.',
    remedy:
      'To go on with that database, write `database: own` in `cabestan.yaml` and give its address as DATABASE_URL. To move, bring its data over after the first deploy.',
  },
  'data.several-databases': {
    title: 'The settings name further databases: {names}.',
    why: 'Cabestan provides the default one. The others stay as the settings have them.',
    remedy: 'See that they can be reached from the server, or take them out of the settings of production.',
  },
  'data.default-empty': {
    title: 'The default database is empty in the settings, and the site writes into another one: {names}.',
    why: 'Cabestan provides the default one only: nothing says where the other will be in production.',
    remedy:
      'If the site has one only, put it under `default`. If it is kept elsewhere, say so in `cabestan.yaml`: `database: own`.',
  },
  'data.postgresql-needed': {
    title: 'The project uses what only PostgreSQL has, although its settings name another database.',
    why: 'Its migrations would fail on SQLite.',
    remedy: 'In `cabestan.yaml`: `database: postgresql`.',
  },
  'data.mysql': {
    title: 'The settings name MySQL; the site is put on PostgreSQL.',
    why: 'Nothing in the project needs MySQL, and projects like this one have run on PostgreSQL as they are.',
    remedy:
      'Nothing is to be done for a new site. Data that exists already has to be brought over: `dumpdata` and `loaddata`, or pgloader. To stay with MySQL elsewhere: `database: own`.',
  },
  'data.mysql-needed': {
    title: 'The project holds SQL that only MySQL understands.',
    why: 'On PostgreSQL this migration would fail.',
    remedy:
      'Rewrite it with Django’s own operations, or keep a MySQL elsewhere and say so in `cabestan.yaml`: `database: own`.',
  },
  'data.extension-elsewhere': {
    title: 'The database needs the extension {name}, which no package of Debian or Ubuntu is known to have.',
    why: 'PostgreSQL would refuse `CREATE EXTENSION {name}`: the deploy would stop there, before anything is live.',
    remedy:
      'Install it on the server first, from where its makers offer it for that version of PostgreSQL. Or keep a database elsewhere that has it: `database: own` in `cabestan.yaml`.',
  },
  'data.postgresql-several-servers': {
    title: 'Each of {count} servers gets a PostgreSQL of its own.',
    why: 'They share no row: visitors of one do not see what was written on another.',
    remedy:
      'Nothing, where these are sites apart. Where they are one site: `database: own` in `cabestan.yaml`, with the address of a database that all of them reach in DATABASE_URL.',
  },
  'data.sqlite-several-servers': {
    title: 'SQLite on {count} servers.',
    why: 'Each server would have a file of its own, and visitors would see different data from one page to the next.',
    remedy:
      'In `cabestan.yaml`: `database: own`, with the address of one that all of them reach in DATABASE_URL; or a single server.',
  },
  'data.sqlite-committed': {
    title: 'The site’s database is in git: {files}.',
    why: 'It may hold accounts and addresses, and it is not the one that the site writes to. The first release starts from it; no later one ever replaces the data.',
    remedy: 'Take it out once the site is live: `git rm --cached {paths}`, and name it in `.gitignore`.',
  },
  'data.sqlite-left': {
    title: 'A SQLite database is in git, and production does not use it: {files}.',
    why: 'What it holds is not brought into the new database, and it may hold accounts and addresses.',
    remedy:
      'To go live with it, say `database: sqlite` in `cabestan.yaml`. Otherwise take it out: `git rm --cached {paths}`.',
  },
  'data.sqlite-stale': {
    title: 'A SQLite file is in git beside another database: {files}.',
    why: 'It is left over from development; it may hold accounts and addresses.',
    remedy: 'Take it out: `git rm --cached {paths}`, and name it in `.gitignore`.',
  },
  'data.application-misnamed': {
    title: 'The `name` of {configuration} is {name}, and its package is {module}.',
    why: 'Django imports an application by the name in its `apps.py`. There is no module of that name, so nothing starts.',
    remedy: "Write `name = '{module}'` there, and commit.",
  },
  'data.migrations-missing': {
    title: 'Models without migrations: {applications}.',
    why: 'Each release has Django make them on the server and keeps them there, so that the tables are made. No other computer has them, and nobody looks at them before they run. A plain `makemigrations` finds nothing where there is no package of migrations.',
    remedy: 'Make them, and commit them: `python manage.py makemigrations {words}`.',
  },
  'data.migrations-no-init': {
    title: '{directory}/migrations has no `__init__.py`.',
    why: 'Django does not look into it: none of its migrations runs, and no table is made.',
    remedy: 'Add the empty file `{directory}/migrations/__init__.py` and commit it.',
  },
  'data.migrations-ignored': {
    title: '{file} keeps migrations out of git.',
    why: 'They are part of the code: without them two computers make two different histories of one database.',
    remedy: 'Take the line out, then `git add` the migrations and commit them.',
  },
  'data.migrations-conflict': {
    title: 'The migrations of {application} have several ends: {migrations}.',
    why: '`migrate` refuses to go on until they are merged.',
    remedy: '`python manage.py makemigrations --merge {application}`, look at what it made, and commit it.',
  },
  'data.migration-absent': {
    title: '{file} builds on a migration that is not in git: {migration}.',
    why: '`migrate` refuses to begin.',
    remedy: 'Add the missing migration and commit it. Is it named in `.gitignore`?',
  },
  'data.models-unmade': {
    title: 'No migration of {application} makes these models: {models}.',
    why: 'They have no table, and each page that asks for one fails.',
    remedy: '`python manage.py makemigrations {application}`, look at what it made, and commit it.',
  },
  'data.models-unmanaged': {
    title: 'No migration makes the tables of these models of {application}: {models}.',
    why: '`managed = False` says that the tables are there already. In a new database they may not be, and then each page that asks for one fails.',
    remedy:
      'Bring the tables over from where they are, or let Django make them: take `managed = False` out, then `python manage.py makemigrations {application}`.',
  },
  'data.media-committed': {
    title: '{setting} is inside the repository ({path}); files of it in git: {count}.',
    why: 'What visitors upload is kept outside of the releases, so these files are only where they start from.',
    remedy:
      'Nothing is to be done: the first release copies them there. Later changes in git do not reach the site.',
  },
  'data.media-inside': {
    title: '{setting} is inside the repository: {path}.',
    why: 'The next release would begin without what was put there.',
    remedy: 'Nothing is to be done: it is kept outside of the releases.',
  },
  'data.written-in-code': {
    title: 'The code writes into the repository’s own files: {path}.',
    why: 'A release is closed once it is made: there this fails, and the next release would begin without what was written.',
    remedy:
      'Name the place in the settings (`EXPORTS_DIR = BASE_DIR / "exports"`) and write below `settings.EXPORTS_DIR`: Cabestan keeps that outside of the releases. What visitors may fetch goes below `settings.MEDIA_ROOT`.',
  },
  'data.directory-missing': {
    title: '{setting} names a directory that git does not have: {path}.',
    why: 'git keeps no empty directories, and without it a start or `collectstatic` may fail.',
    remedy: 'Nothing is to be done: each release makes it.',
  },
  'data.no-postgresql': {
    title: '`postgres: false` in `cabestan.yaml`, and the site’s database is PostgreSQL.',
    why: 'The server then has none, and the first migration would fail.',
    remedy:
      'Take `postgres:` out, or say where the data is: `database: own` for a database of yours elsewhere, `database: sqlite` for a file.',
  },
}
