import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { answersOf } from './answers.ts'
import {
  type CorpusProject,
  corpus,
  fileOf,
  plainOf,
  projectTree,
  unchangedRepository,
} from './corpus.fixture.ts'
import { namesFor } from './environment/server-names.fixture.ts'
import { outcomeOf } from './findings/finding.ts'
import { judge } from './judge.ts'
import { readProject } from './read.ts'
import type { Loaded } from './tree/loaded-tree.ts'

const plainSettings = `SECRET_KEY = 'x'
ROOT_URLCONF = 'site_a.urls'
INSTALLED_APPS = ['app_1']
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'db.sqlite3'}}
`

describe('the corpus', () => {
  it.each(corpus())('$name', (project) => {
    expect(differences(project)).toEqual([])
  })
})

describe('hostile input', () => {
  it('is said to be unread where it is fetched and too large to be parsed', () => {
    const settings = `${plainSettings}${'Y = [1, 2, 3]\n'.repeat(45_000)}`
    const { codes, outcome } = read(hostile({ settings }))
    expect(codes).toContain('settings.too-large')
    expect(outcome).toBe('refusal')
  })

  it.each([
    ['settings of ten megabytes', { settings: `X = 1\n${'Y = [1, 2, 3]\n'.repeat(750_000)}` }],
    ['settings of a megabyte', { settings: `${plainSettings}${'Y = [1, 2, 3]\n'.repeat(70_000)}` }],
    ['brackets without end', { settings: `${plainSettings}X = ${'['.repeat(100_000)}` }],
    ['brackets in brackets', { settings: `${plainSettings}X = ${'['.repeat(20_000)}${']'.repeat(20_000)}` }],
    ['sums of sums', { settings: `${plainSettings}X = ${'1 + '.repeat(50_000)}1\n` }],
    ['conditions in conditions', { settings: `${plainSettings}${nested(800)}` }],
    ['a function that calls itself', { settings: `${plainSettings}def f(x): return f([x, x])\nX = f(1)\n` }],
    ['a loop without end', { settings: `${plainSettings}X = []\nwhile True:\n    X.append(X)\n` }],
    ['a list that doubles', { settings: `${plainSettings}X = [1]\n${'X = X + X\n'.repeat(200)}` }],
    ['a text that doubles', { settings: `${plainSettings}X = 'x'\n${'X = X * 1000\n'.repeat(50)}` }],
    ['settings that import themselves', { settings: `from site_a.settings import *\n${plainSettings}` }],
    ['a string that never ends', { settings: `${plainSettings}X = """${'x'.repeat(500_000)}` }],
    ['bytes that are no text', { settings: '\u0000\u0001\ufffe'.repeat(1000) }],
    ['requirements that name themselves', { requirements: '-r requirements.txt\n-c requirements.txt\n' }],
    ['requirements of one endless line', { requirements: `django${'['.repeat(200_000)}` }],
    ['urls that include themselves', { urls: `urlpatterns = [path('', include('site_a.urls'))]\n` }],
  ] as const)('%s: neither a crash nor a wait', (_name, texts) => {
    // If it took too long, the test would run into its time limit.
    expect(read(hostile(texts)).outcome).toMatch(/^(ready|question|refusal)$/)
  })
})

/** One line for each difference: the project, the answer, what a person reads there, and what was read. */
function differences({ name, files, expected }: CorpusProject): string[] {
  const { answers, values, outcome, codes } = read(files)
  return [
    ...different('outcome', expected.outcome, outcome),
    ...Object.entries(expected.answers).flatMap(([key, value]) =>
      different(key, value, answers[key as keyof typeof answers]),
    ),
    ...Object.entries(expected.values ?? {}).flatMap(([key, value]) => {
      const found = values.get(key)
      return different(key, value, found && plainOf(found))
    }),
    ...(expected.findings ?? []).filter((code) => !codes.includes(code)).map((code) => `${code}: not found`),
    ...(expected.not ?? []).filter((code) => codes.includes(code)).map((code) => `${code}: found`),
  ].map((line) => `${name}: ${line}`)
}

function read(files: readonly Loaded[]) {
  const tree = projectTree(files)
  const reading = readProject(tree, { start: '', choices: {} })
  const findings = judge({
    tree,
    reading,
    repository: unchangedRepository,
    configuration: null,
    names: namesFor(reading),
    today: '2026-11-24',
  })
  const codes: readonly string[] = findings.map(({ code }) => code)
  return { answers: answersOf(reading), values: reading.settings.values, outcome: outcomeOf(findings), codes }
}

/** The order of these lists says nothing. */
const unordered = ['added', 'system', 'neededKeys', 'services', 'withoutMigrations', 'packages']

function different(key: string, expected: unknown, found: unknown): string[] {
  const [one, other] = unordered.includes(key) ? [sorted(expected), sorted(found)] : [expected, found]
  if (isDeepStrictEqual(one, other)) return []
  return [`${key}: expected ${JSON.stringify(one)}, got ${JSON.stringify(other)}`]
}

function sorted(list: unknown): unknown {
  return Array.isArray(list) ? list.toSorted() : list
}

interface Texts {
  readonly settings?: string
  readonly requirements?: string
  readonly urls?: string
}

function hostile({
  settings = plainSettings,
  requirements = 'django==5.2\n',
  urls = 'urlpatterns = []\n',
}: Texts) {
  const manage = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site_a.settings')\n"
  const texts = {
    'manage.py': manage,
    'requirements.txt': requirements,
    'site_a/__init__.py': '',
    'site_a/settings.py': settings,
    'site_a/urls.py': urls,
  }
  return Object.entries(texts).map(([path, text]) => fileOf(path, Buffer.from(text)))
}

function nested(depth: number): string {
  return (
    Array.from({ length: depth }, (_, n) => `${' '.repeat(n)}if X_${n}:\n`).join('') +
    `${' '.repeat(depth)}Y = 1\n`
  )
}
