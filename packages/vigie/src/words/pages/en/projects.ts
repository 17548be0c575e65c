const s = (number: number) => (number === 1 ? '' : 's')

export const projects = {
  projects: {
    title: 'Projects',
    create: 'Create a project',
    gone: 'This project is not there',
    name: 'Name',
    nameHelp: 'As people call it: Shop, Intranet…',
    slug: 'Short name',
    slugHelp: (slug: string) => `Its issues will be called ${slug}-1, ${slug}-2…`,
    platform: 'What it is made of',
    silent: 'no event yet',
    lastEvent: 'last event',
    unresolved: (number: number) => `open issue${s(number)}`,
    seeIssues: (number: number) => `${number} open issue${s(number)}`,
    setUp: 'Set-up',
    dsn: 'Its DSN',
    dsnHelp:
      'The address that the application sends its errors to. It is no secret: whoever has it can send events, and read none.',
    madeOf: 'What is the project made of?',
    kinds: {
      django: 'Django',
      flask: 'Flask',
      celery: 'Celery',
      python: 'Other Python',
      browser: 'Browser',
      node: 'Node.js',
      raven: 'raven (old)',
    },
    kindHelp: {
      django:
        'The SDK finds Django by itself: views, middleware, database queries as breadcrumbs, and logging.error().',
      flask: 'Start it before the application is made.',
      celery: 'Each worker process starts it for itself. Beat works as well.',
      python: 'Uncaught exceptions and logging.error() come by themselves.',
      browser: 'Start it first thing in your bundle. Vigie answers browsers of any origin.',
      node: 'It is loaded before everything else.',
      raven:
        'The client of before 2018, for projects that cannot change it yet. It works with Python 2 too. Other languages’ clients of that age ask for a secret in the DSN: any word will do, Vigie does not read it.',
    },
    bound: 'Events a minute',
    boundHelp:
      'More than so many are refused, so that one project in a loop does not take the room of all. Empty: the bound of the server.',
    renew: 'Renew the key',
    renewHelp:
      'The DSN changes at once, and the old one is refused. Applications that still use it lose their events.',
    renewed: 'The key is new: give your applications the new DSN.',
    delete: 'Delete the project',
    deleteHelp: 'Its issues and events go with it, for good.',
    typeName: (slug: string) => `To be sure, type its short name: ${slug}`,
  },
  scrub: {
    title: 'Scrubbing',
    always:
      'Passwords, tokens, keys, session cookies, card numbers and their like are always taken out before an event touches the disk. Here is what goes besides.',
    forAll: 'These rules hold for all projects; each project may add its own.',
    fields: 'Fields to take out',
    fieldsHelp: 'Parts of names, one a line, whatever their case: iban takes out customer_IBAN too.',
    patterns: 'Patterns in text',
    patternsHelp:
      'Regular expressions, one a line: what they match is replaced wherever it stands. Slow ones are refused.',
    keep: 'Fields to keep',
    keepHelp: 'Whole names, one a line, which the usual rules would take out by mistake: author_token_count.',
    addresses: 'Take out the addresses of visitors, and cookies',
    addressesHelp: 'Users are then told apart by id, e-mail or name only.',
  },
  releases: {
    title: 'Releases',
    none: 'No release was seen yet',
    noneText:
      'Give the SDK a release: it then stands here with its events and, where the SDK reports sessions, with how many of them went well.',
    release: 'Release',
    environment: 'Environment',
    events: 'Events',
    sessions: 'Sessions',
    crashFree: 'Without a crash',
    errored: 'With errors',
    crashed: 'Crashed',
    abnormal: 'Broken off',
  },
  monitors: {
    title: 'Monitors',
    what: 'Scheduled commands that check in: Celery beat, cron jobs, whatever uses check-ins of a Sentry SDK.',
    none: 'Nothing has checked in yet',
    noneText: 'With sentry-sdk, @monitor(monitor_slug="nightly-backup") over a function is enough.',
    name: 'Monitor',
    schedule: 'Schedule',
    status: 'Last result',
    last: 'When',
    took: 'Took',
    statuses: { ok: 'well', error: 'failed', in_progress: 'running' },
  },
}
