import type { FailureSentences } from '../catalogue.ts'

export const failuresOfTheDatabase = {
  'database.unreachable': {
    title: 'The application does not reach its database.',
    next: ['Look whether it runs: `cabestan status`.'],
  },
  'snapshot.failed': {
    title: 'The database could not be saved before its migrations, so they were not begun.',
    next: ['Look at the room on the disk: `cabestan status`.'],
  },
  'restore.failed': {
    title: 'The saved database could not be brought back; the database of today is as it was.',
    next: ['What was said about it stands above. The saved one is still there.'],
  },
  'migrations.inconsistent': {
    title: 'The migrations of the commit do not fit those that the database has had.',
    next: ['See both with `manage.py showmigrations`.'],
  },
  'migrations.unsafe': {
    title: 'The release that is live cannot go on working after these migrations.',
    next: ['Do it in two releases: first code that can live with both.'],
  },
  'migrations.locked': {
    title: 'A migration waited too long for a table that something else holds.',
    next: ['Deploy again at a quieter time.'],
  },
  'migrations.endless': {
    title: 'The migrations took too long, and were stopped.',
    next: ['Give them more time, or split the migration.'],
  },
  'migrations.failed': {
    title: 'A migration failed.',
    next: ['Put it right, commit, and deploy again.'],
  },
  'fixtures.failed': {
    title: 'A fixture could not be loaded.',
    next: ['What `loaddata` said stands above.'],
  },
  'rollback.unknown': {
    title: 'There is no such release to go back to.',
    next: ['See which there are: `cabestan releases`.'],
  },
  'rollback.live': {
    title: 'That release is live already.',
    next: ['See which there are: `cabestan releases`.'],
  },
  'rollback.unsafe': {
    title: [
      'Release {number} cannot live with what was done to the database since: {migrations}.',
      'The former release cannot live with the migrations that were applied since.',
    ],
    next: [
      'Take these migrations back: `cabestan rollback {number} --reverse`.',
      'Or bring the database of then back: `cabestan rollback {number} --restore`. What was written since is lost.',
    ],
  },
  'rollback.irreversible': {
    title: ['These migrations cannot be taken back: {migrations}.', 'A migration cannot be taken back.'],
    next: [
      'Only the saved database goes back behind them: `cabestan rollback {number} --restore`. What was written since is lost.',
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
