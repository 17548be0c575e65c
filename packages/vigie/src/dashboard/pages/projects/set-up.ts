/** What to paste for each kind of project. It only turns on what Vigie keeps: errors, and no traces. */
export const kinds = ['django', 'flask', 'celery', 'python', 'browser', 'node', 'raven'] as const
export type Kind = (typeof kinds)[number]

export interface Snippet {
  /** What the block is: a file's name, or a command. */
  readonly title: string
  readonly text: string
}

export function snippets(kind: Kind, dsn: string): readonly Snippet[] {
  return { django, flask, celery, python, browser, node, raven }[kind](JSON.stringify(dsn))
}

/** The kind that matches a project's platform, as far as that is known. */
export function kindOf(platform: string): Kind {
  const parts = platform.split(/[-.]/)
  const known = kinds.find((kind) => kind !== 'python' && parts.includes(kind))
  if (known) return known
  return platform.startsWith('javascript') ? 'browser' : platform.startsWith('node') ? 'node' : 'python'
}

type Make = (dsn: string) => readonly Snippet[]

const pip = (extra: string): Snippet => ({ title: 'pip', text: `pip install --upgrade "sentry-sdk${extra}"` })

const init = (dsn: string): string => `import sentry_sdk

sentry_sdk.init(
    dsn=${dsn},
    environment="production",
    release="1.0.0",
)`

/** Only an event that arrives shows that it works. */
const hello = (kind: string): string =>
  `import sentry_sdk; sentry_sdk.capture_message("Hello from ${kind}", "error"); sentry_sdk.flush()`

const django: Make = (dsn) => [
  pip('[django]'),
  { title: 'settings.py', text: init(dsn) },
  { title: 'python manage.py shell', text: hello('Django') },
]

const flask: Make = (dsn) => [
  pip('[flask]'),
  { title: 'app.py', text: `${init(dsn)}\n\nfrom flask import Flask\n\napp = Flask(__name__)` },
  { title: 'flask --app app shell', text: hello('Flask') },
]

const celery: Make = (dsn) => [
  pip('[celery]'),
  {
    title: 'tasks.py',
    text: `from celery import Celery, signals
import sentry_sdk


@signals.celeryd_init.connect
@signals.beat_init.connect
def start_lookout(**kwargs):
    sentry_sdk.init(dsn=${dsn}, environment="production")


app = Celery("tasks")


@app.task
def fail():
    1 / 0`,
  },
  { title: 'celery call', text: 'celery -A tasks call tasks.fail' },
]

const python: Make = (dsn) => [pip(''), { title: 'main.py', text: `${init(dsn)}\n\n1 / 0` }]

const initModule = (name: string, dsn: string): string => `import * as Sentry from '${name}'

Sentry.init({
  dsn: ${dsn},
  environment: 'production',
  release: '1.0.0',
})`

const browser: Make = (dsn) => [
  { title: 'npm', text: 'npm install @sentry/browser' },
  {
    title: 'main.js',
    text: `${initModule('@sentry/browser', dsn)}

setTimeout(() => {
  throw new Error('Hello from the browser')
})`,
  },
]

const node: Make = (dsn) => [
  { title: 'npm', text: 'npm install @sentry/node' },
  {
    title: 'instrument.mjs',
    text: initModule('@sentry/node', dsn),
  },
  { title: 'sh', text: 'node --import ./instrument.mjs app.mjs' },
  {
    title: 'node -e',
    text: `node --import ./instrument.mjs -e "setTimeout(() => { throw new Error('Hello from Node') })"`,
  },
]

/** The client from before 2018, which old projects still have. */
const raven: Make = (dsn) => [
  { title: 'raven-php, raven-java, SharpRaven', text: withSecret(JSON.parse(dsn) as string) },
  { title: 'pip', text: 'pip install "raven>=6.10,<7"' },
  {
    title: 'settings.py',
    text: `INSTALLED_APPS += ["raven.contrib.django.raven_compat"]

RAVEN_CONFIG = {
    "dsn": ${dsn},
    "environment": "production",
}`,
  },
  { title: 'manage.py', text: 'python manage.py raven test' },
]

/** They take no DSN without one; nobody reads it. */
function withSecret(dsn: string): string {
  return dsn.replace('@', ':unused@')
}
