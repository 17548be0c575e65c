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
    title: 'The application has no such process.',
    next: ['See which it has: `cabestan status`.'],
  },
  'process.failed': {
    title: 'A process does not stay up.',
    next: ['What it said stands above.'],
  },
  'environment.value': {
    title: 'This value cannot be kept in an environment file.',
    next: ['One line, without `${`; write what has several lines as base64 or with `\\n`.'],
  },
} satisfies Partial<FailureSentences>
