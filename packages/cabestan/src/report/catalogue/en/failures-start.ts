import type { FailureSentences } from '../catalogue.ts'

/** Of a rollback alone, where the database has had migrations since. */
const migratedSince = [
  'The former release was made before these migrations, which stand, and may be why: {since}.',
  'To take them back: `cabestan rollback {reversed} --reverse`.',
  'This would come back empty: {emptied}. What was in it is in the saved database alone.',
  'To bring back the database of then: `cabestan rollback {restored} --restore`. What was written since leaves the site, and is saved first.',
] as const

export const failuresOfTheStart = {
  'start.crashed': {
    title: [
      'The application ends as soon as it is started: {error} ({place})',
      'The application ends as soon as it is started: {error}',
      'The application ends as soon as it is started.',
    ],
    next: [
      ...migratedSince,
      'Put it right, commit, and deploy again. All that it said: `cabestan logs web`.',
    ],
  },
  'start.silent': {
    title: [
      'The application does not listen {time} after its start.',
      'The application does not begin to listen.',
    ],
    next: [
      'If it only needs longer: `release: probe: 2m` in `cabestan.yaml`.',
      'Otherwise put right what keeps it, commit, and deploy again.',
    ],
  },
  'probe.host-refused': {
    title: [
      'The application answers {path} with 400, when it is asked as {host}.',
      'The application refuses its own host name.',
    ],
    next: [
      'Mostly it does not know its own name: `cabestan check --settings` shows the ALLOWED_HOSTS of production, which must hold {host}.',
      'If only this page answers so: name another one, `page:` in `cabestan.yaml`.',
    ],
  },
  'probe.redirected': {
    title: [
      'The application redirects {path} to {location}, and never shows a page.',
      'The application answers with a redirection that leads nowhere.',
    ],
    next: ['To ask for another page: `page:` in `cabestan.yaml`.'],
    advice: {
      leads: {
        https:
          'The code sends everybody to https, where this site does not answer yet: let it do so only where the environment says so.',
        elsewhere: 'That is another site. Is it meant to be one of the `domains:` in `cabestan.yaml`?',
        round: 'It leads round in a circle.',
      },
    },
  },
  'probe.missing': {
    title: ['The application has no page {path}: it answers 404.', 'The application has no such page.'],
    next: ['Name a page that answers without login: `page:` in `cabestan.yaml`.'],
  },
  'probe.error': {
    title: [
      'The page {path} ends in an error: {error} ({place})',
      'The page {path} ends in an error: {error}',
      'The page {path} ends in an error: the application answers {status}.',
      'The page ends in an error.',
    ],
    advice: {
      former: {
        answers:
          'Visitors get this page of the release that is live. It is asked for beside the page that proves a release, so that none goes live which takes it from them.',
      },
      misses: {
        row: 'A first release begins with an empty database, and this page seems to count on a row in it. Let the code do without that row, or make the row in a migration, and commit. Where other pages answer without it, name one as `page:` in `cabestan.yaml`: the site goes live, and the row can be made there, in the administration or by `cabestan run`.',
      },
    },
    next: [...migratedSince, 'Put it right, commit, and deploy again.'],
  },
  'probe.failed': {
    title: [
      'The application did not answer {path} within {time}.',
      'The application does not answer {path} as it should: {answer}.',
      'The application does not answer as it should.',
    ],
    advice: {
      cut: {
        workers:
          'Its workers were ended before they had an answer, or had even loaded the application. Either a line asks something at import that does not come (another site, a file, a lock), or the server is too slow for so many at once: `web: {timeout: 2m, workers: 2}` in `cabestan.yaml`.',
      },
    },
    next: [
      ...migratedSince,
      'If it only needs longer at its start: `release: probe: 2m` in `cabestan.yaml`.',
      'To ask for another page: `page:`, also there.',
    ],
  },
  'switch.worse': {
    title: [
      'Requests to the new release that ended in an error: {errors} of {requests}; before: {former}.',
      'The new release needed {now} s for a page; the one before took {before} s.',
      'The new release answered worse than the one before.',
    ],
    next: [
      ...migratedSince,
      'It was taken back. The last error: {error} ({place})',
      'Put it right, commit, and deploy again. All that it said: `cabestan logs web`.',
    ],
  },
  'switch.died': {
    title: [
      'The new release stopped answering soon after it went live: {error} ({place})',
      'The new release stopped answering soon after it went live: {error}',
      'The new release stopped answering soon after it went live.',
    ],
    next: [
      ...migratedSince,
      'It was taken back. Put it right, commit, and deploy again. All that it said: `cabestan logs web`.',
    ],
  },
  'process.unknown': {
    title: ['The application has no process “{process}”.', 'The application has no such process.'],
    next: [
      'Did you mean `{nearest}`?',
      'Those that it has: {known}.',
      'What they are doing: `cabestan status`.',
    ],
  },
  'process.single': {
    title: [
      'There can be only one {process}: a second one would start each scheduled task twice.',
      'There can be only one of this process.',
    ],
    next: ['More tasks at once is what more workers are for: `cabestan scale worker=3`.'],
  },
  'process.failed': {
    title: [
      'The process {process} falls over as soon as it is started: {error} ({place})',
      'The process {process} falls over as soon as it is started: {error}',
      'The process {process} falls over as soon as it is started.',
      'A process falls over as soon as it is started.',
    ],
    next: [
      'It is started again and again, and pages are served meanwhile. All that it said: `cabestan logs {process}`.',
      'Put it right, commit, and deploy again; or go back: `cabestan rollback`.',
    ],
  },
  'environment.value': {
    title: [
      'The value of {key} cannot be kept in an environment file: {problem}.',
      'This value cannot be kept in an environment file.',
    ],
    next: ['For what has several lines or such signs: base64, or `\\n` that your settings replace.'],
    words: {
      problem: {
        encoding: 'it is not UTF-8',
        lines: 'it has several lines, or control characters',
        braces: 'some programs that read the file replace what begins with `${`',
        backslash: 'it ends in a backslash',
        quotes: 'it has a `$` or a backtick beside a single quote or a double backslash',
      },
    },
  },
  'environment.given': {
    title: [
      'Each release gives its processes {key} itself, so a value of your own would never count.',
      'A release gives this variable itself.',
    ],
    next: [
      'Other settings: `settings:` in `cabestan.yaml`. All its keys: `cabestan config`.',
      'For a value that your code reads, take another name.',
    ],
  },
  'environment.unknown': {
    title: ['The server keeps no variable {key} of this application.', 'The server keeps no such variable.'],
    next: [
      'Did you mean `{nearest}`?',
      'What it keeps: {known}.',
      'Where each is from: `cabestan env list`. What a release gives itself stands in `cabestan.yaml`, or in the project.',
    ],
  },
  'environment.generated': {
    title: ['The server itself made {keys}, and the site needs it.', 'The server itself made this value.'],
    next: [
      'What breaks: {consequence}.',
      'To take it away all the same, so that the next deploy makes a new one: `--yes`.',
    ],
    words: {
      consequence: {
        'secret-key':
          'a new key ends every session, and makes links to reset a password and whatever else was signed worthless',
        redis: 'the application cannot log in to Redis until a deploy has made a new password',
        other: 'the application may not start without it',
      },
    },
  },
} satisfies Partial<FailureSentences>
