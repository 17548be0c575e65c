import type { EnvironmentWords, ReleaseWords } from '../release-words.ts'

export const environment: EnvironmentWords = {
  ask: 'Value of {key}',
  from: { owner: 'set by you', server: 'made by the server', release: 'of the release' },
  pending: { set: 'counts from the next release on', unset: 'gone from the next release on' },
  none: 'There are no variables yet.',
  byRelease: 'That takes effect by a release: `{command}`.',
  forChecks:
    'So that `cabestan check` knows of it too, here and in CI: `secrets: [{secrets}]` in `cabestan.yaml`.',
}

export const releases: ReleaseWords = {
  none: 'There are no releases yet. Make one: `cabestan deploy`.',
  verdicts: {
    live: 'live',
    unfinished: 'unfinished',
    good: 'good',
    failed: 'failed',
    withdrawn: 'taken back',
  },
  stages: {
    preflight: 'preflight',
    source: 'source',
    venv: 'venv',
    build: 'build',
    database: 'database',
    start: 'start',
    probe: 'probe',
    switch: 'switch',
    drain: 'drain',
    prune: 'prune',
  },
  columns: {
    number: 'release',
    commit: 'commit',
    subject: 'subject',
    author: 'author',
    when: 'when',
    took: 'took',
    verdict: 'verdict',
    lost: 'requests lost',
  },
  goingBack: 'From release {number}: {commit} {subject}',
  goingTo: 'To release {number}: {commit} {subject}, of {when}',
  movesBack:
    'That release has its data in {to}, and the live one in {from}: the site shows again what it held then. What was written since stays in {from}.',
  names: {
    again: 'The site will answer to {names} again.',
    gone: 'The site will no longer answer to {names}: it had no such name at that release.',
    keep: 'With the names of today: `cabestan deploy {commit}`, which makes a release of that commit anew.',
    isAgain: 'The site answers to {names} again.',
    isGone:
      'The site no longer answers to {names}. `cabestan deploy` gives it the names in `cabestan.yaml`; with the code that is live now: `cabestan deploy {commit}`.',
  },
  noMigrations: 'No migration was applied since: the database fits both.',
  migrations: {
    one: '{count} migration was applied since:',
    other: '{count} migrations were applied since:',
  },
  safe: 'the former code can live with it',
  unjudged: 'nobody can tell whether the former code can live with it',
  unsafe: 'the former code cannot live with it',
  irreversible: 'cannot be taken back',
  emptied: 'With `--reverse` comes back empty: {names}. What was in it is in the saved database alone.',
  snapshot: 'The database from before them is saved: {path}',
  noSnapshot: 'The database from before them is not saved.',
}
