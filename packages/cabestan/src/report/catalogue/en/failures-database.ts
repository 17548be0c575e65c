import type { FailureSentences } from '../catalogue.ts'

/** What the release that is live can do with what stands in the database. */
const standing = {
  stands: {
    none: 'No migration was applied: the database is as it was.',
    all: 'No migration was taken back: the database is as it was.',
  },
  former: {
    safe: 'The release that is live goes on as before.',
    unsafe: 'The release that is live cannot live with what stands: go on at once, or go back.',
  },
  partial: {
    yes: 'This migration is not done in one piece: a part of it may stand. Look before you go on.',
  },
}

export const failuresOfTheDatabase = {
  'database.unreachable': {
    title: [
      'The committed database {path} cannot be the beginning.',
      'The application cannot use its SQLite database {file}: {said}',
      'The application does not reach its database: {said}',
      'The application does not reach its database.',
    ],
    advice: {
      kind: {
        seed: 'It has to be a whole SQLite database: `sqlite3 {path} "PRAGMA integrity_check"` on your computer says what is wrong with it. Commit a whole one, or take it out of git: then the site begins with an empty one.',
        file: 'The application’s own user has to be able to write that file and its directory: `cabestan ssh -- sudo ls -la {directory}` shows whose they are. Inside of a release it can only read: there, code of the project chose the database before the settings of production were in place.',
        server:
          'If it is PostgreSQL on this server: `cabestan ssh -- sudo systemctl restart postgresql`, and `cabestan status` says whether it runs. If it is elsewhere: are the address and the password right that `cabestan env set` was given? Does its firewall let this server in?',
      },
    },
    next: ['Nothing was changed. Then `cabestan deploy` again.'],
  },
  'snapshot.failed': {
    title: [
      'There is no room to save the database first: {needs} are needed on {path}, {space} are free. Nothing was changed.',
      'The database could not be saved first, so nothing was changed.',
    ],
    next: [
      'See what fills the disk: `cabestan ssh -- sudo du -xh --max-depth=2 / | sort -h | tail`.',
      'Databases saved before are in `/var/backups`; you may delete those of which you have a copy elsewhere.',
    ],
  },
  'restore.failed': {
    title: [
      'There is no room to bring the saved database back: {needs} are needed on {path}, {space} are free. The database of today is as it was.',
      'The saved database {path} could not be brought back. The one of today is as it was.',
      'The saved database could not be brought back. The one of today is as it was.',
    ],
    next: ['The saved one is still there, and the release that was live still is.'],
  },
  'migrations.inconsistent': {
    title: [
      'Two migrations of the commit want to be the last one: {conflicts}.',
      'Migrations for {labels} cannot be made here: Django has a question about them.',
      'The migrations of the commit cannot be applied to this database: {said}',
      'The migrations of the commit cannot be applied to this database.',
    ],
    advice: {
      began: {
        live: 'See what the database has had: `cabestan run -- manage.py showmigrations`.',
        seed: 'The site was to begin with `{seed}`, which other migrations than those of the commit have made. Make that file anew with them on your computer, or take it out of git (`git rm --cached {seed}`): then the site begins with an empty database. Commit, and deploy again.',
        first:
          'No release has been live here, and this database was left by one that did not come so far. Where you need nothing of it, `cabestan remove --data` takes it away, and `cabestan deploy` begins with an empty one.',
      },
    },
    next: [
      'Two branches each made one ({conflicts}): `manage.py makemigrations --merge` on your computer joins them; commit that.',
      'Make them on your computer, where you can answer, and commit them: `manage.py makemigrations {labels}`. Those that were made here before are in `migrations` of the application’s directory on the server.',
      'Nothing was changed.',
    ],
  },
  'migrations.unsafe': {
    title: [
      'The release that is live could not go on beside these migrations: {migrations}.',
      'The release that is live could not go on beside these migrations.',
    ],
    next: [
      'Without any pause, in two releases: first code that no longer uses what goes, or that already writes what will be required, and without the migration; then the migration. The second one is then found safe.',
      'With a pause: `cabestan deploy --maintenance` shows visitors a page until the new release is live.',
      'If you know that nothing asks for it: `cabestan deploy --allow-unsafe`.',
      'Nothing was changed.',
    ],
  },
  'migrations.unmade': {
    title: [
      'The models have what no migration makes, and the database does not have: {names}.',
      'The models have what no migration makes, and the database does not have.',
    ],
    next: [
      'Make the migration on your computer, commit it, and deploy again: `python manage.py makemigrations {labels}`.',
      'Each page that asks for it would have failed. To deploy none the less: `cabestan deploy --allow-unsafe`.',
      'Nothing was changed.',
    ],
  },
  'migrations.locked': {
    title: [
      'Migration {migration} waited in vain for a table that is held by {holder}.',
      'Migration {migration} waited in vain for a table that something else holds.',
      'Before any migration, the database could not be saved: a table is held by {holder}.',
      'A migration waited in vain for a table that something else holds.',
    ],
    next: [
      'It was tried three times, and let go each time so that visitors need not wait behind it.',
      'Applied before it, and standing: {applied}. The next deploy goes on behind them.',
      'Applied before it, and standing: {count} migrations. The next deploy goes on behind them.',
      'End what holds the table (an open `psql`, a long report, a worker), or deploy at a quieter time.',
      'For longer patience: `release: lock:` in `cabestan.yaml`; visitors wait as long.',
    ],
    advice: standing,
  },
  'migrations.endless': {
    title: [
      'Migration {migration} was stopped: all of them had {time}.',
      'The migrations were stopped: they had {time}.',
      'The migrations took too long, and were stopped.',
    ],
    next: [
      'Applied before, and standing: {applied}. The next deploy goes on behind them.',
      'Applied before, and standing: {count} migrations. The next deploy goes on behind them.',
      'Its work in the database was ended and taken back as well.',
      'For more time: `release: migrate:` in `cabestan.yaml`. What changes many rows is better done in steps, by a command of its own.',
      'The database as it was before them: `{snapshot}`.',
    ],
    advice: standing,
  },
  'migrations.failed': {
    title: [
      'Migration {migration} failed: {exception}',
      'The migrations failed: {exception}',
      'A migration failed.',
    ],
    next: [
      'Applied before it, and standing: {applied}. The next deploy goes on behind them.',
      'Applied before it, and standing: {count} migrations. The next deploy goes on behind them.',
      'Taken back before it, and gone: {reversed}.',
      'Put it right, commit, and deploy again.',
      'Or bring the database back as it was before all of them (`{snapshot}`): `cabestan rollback {number} --restore`. What was written since leaves the site, and is saved first.',
    ],
    advice: standing,
  },
  'fixtures.failed': {
    title: ['The fixtures {names} could not be loaded: {exception}', 'A fixture could not be loaded.'],
    next: [
      'None of them was loaded. The migrations stand.',
      'A name is looked for in the directories `fixtures` of the applications and in `FIXTURE_DIRS`; a path counts from where `manage.py` is.',
    ],
  },
  'cache-tables.failed': {
    title: [
      'The tables {names}, of caches kept in the database, could not be made: {exception}',
      'A table of a cache kept in the database could not be made.',
    ],
    next: [
      'No migration of this release was applied. The former release, if there is one, goes on.',
      'See what `CACHES` names as `LOCATION`, and try it here: `manage.py createcachetable`.',
    ],
  },
  'hook.before-failed': {
    title: [
      'What is to be done before the release is started failed: {command}: {exception}',
      'What is to be done before a release is started failed.',
    ],
    next: [
      'The migrations stand, and so does what the command did until then. The former release, if there is one, goes on.',
      'It runs at every deploy: what it did already must do no harm. It stands under `hooks:` in `cabestan.yaml`, as `before:`.',
    ],
  },
  'rollback.unknown': {
    title: [
      'There is no release {number} here to go back to: it never went live, or its files have been cleared up.',
      'There is no release before the one that is live.',
    ],
    next: ['See which there are: `cabestan releases`.'],
  },
  'rollback.live': {
    title: 'That release is live already.',
    next: ['See which there are: `cabestan releases`.'],
  },
  'release.python-lost': {
    title: [
      'Release {number} runs on Python {python}, which this server no longer has.',
      'The release runs on a Python that this server no longer has.',
    ],
    next: [
      'An upgrade of the distribution took it away, and what was installed for it works with no other. Deploy the commit anew, for the Python of today: `cabestan deploy {commit}`.',
      'Nothing was changed.',
    ],
  },
  'rollback.unsafe': {
    title: [
      'Release {number} cannot live with what was done to the database since: {migrations}.',
      'The former release cannot live with the migrations that were applied since.',
    ],
    next: [
      'Take these migrations back: `cabestan rollback {number} --reverse`.',
      'This would come back empty: {emptied}. What was in it is in the saved database alone.',
      'Or bring the database of then back: `cabestan rollback {number} --restore`. What was written since leaves the site, and is saved first.',
    ],
  },
  'rollback.irreversible': {
    title: ['These migrations cannot be taken back: {migrations}.', 'A migration cannot be taken back.'],
    next: [
      'Only the saved database goes back behind them: `cabestan rollback {number} --restore`. What was written since leaves the site, and is saved first.',
    ],
  },
  'rollback.no-snapshot': {
    title: 'There is no saved database from before that migration.',
    next: ['See what there is: `cabestan ssh -- sudo ls -l /var/backups`.'],
  },
  'rollback.changed': {
    title: 'The files of that release were changed by hand.',
    next: ['Deploy its commit anew instead.'],
  },
} satisfies Partial<FailureSentences>
