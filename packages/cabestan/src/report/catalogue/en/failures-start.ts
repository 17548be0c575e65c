import type { FailureSentences } from '../catalogue.ts'

export const failuresOfTheStart = {
  'start.crashed': {
    title: 'The application ends as soon as it is started.',
    next: ['What it said stands above. The former release goes on serving.'],
  },
  'start.silent': {
    title: 'The application does not begin to listen.',
    next: ['What it said stands above. The former release goes on serving.'],
  },
  'probe.host-refused': {
    title: 'The application refuses its own host name.',
    next: ['Look at ALLOWED_HOSTS: `cabestan check --settings`.'],
  },
  'probe.redirected': {
    title: 'The application answers with a redirection that leads nowhere.',
    next: ['Name a page that answers: `page:` in `cabestan.yaml`.'],
  },
  'probe.missing': {
    title: 'The application has no such page.',
    next: ['Name a page that answers: `page:` in `cabestan.yaml`.'],
  },
  'probe.error': {
    title: 'The page ends in an error.',
    next: ['The traceback stands above. The former release goes on serving.'],
  },
  'probe.failed': {
    title: 'The application does not answer as it should.',
    next: ['What it said stands above. The former release goes on serving.'],
  },
  'switch.worse': {
    title: 'The new release answered worse than the one before, which serves again.',
    next: ['Look at its errors above, commit a mend, and deploy again.'],
  },
  'switch.died': {
    title: 'The new release died soon after it went live; the one before serves again.',
    next: ['What it said stands above.'],
  },
  'process.unknown': {
    title: ['The application has no process “{process}”.', 'The application has no such process.'],
    next: ['Those that it has: {known}.', 'What they are doing: `cabestan status`.'],
  },
  'process.single': {
    title: [
      'There can be only one {process}: a second one would start each scheduled task twice.',
      'There can be only one of this process.',
    ],
    next: ['More tasks at once is what more workers are for: `cabestan scale worker=3`.'],
  },
  'process.failed': {
    title: ['The process {process} does not stay up ({state}).', 'A process does not stay up.'],
    next: ['What it said stands above. More of it: `cabestan logs {process}`.'],
  },
  'environment.value': {
    title: [
      'The value of {key} cannot be kept in an environment file: {problem}.',
      'This value cannot be kept in an environment file.',
    ],
    next: ['What has several lines or such signs fits as base64, or with `\\n` that the settings replace.'],
    words: {
      problem: {
        lines: 'it has several lines, or control characters',
        braces: 'some programs that read the file replace what begins with `${`',
        backslash: 'it ends in a backslash',
        quotes: 'it has a `$` or a backtick beside a single quote or a double backslash',
      },
    },
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
