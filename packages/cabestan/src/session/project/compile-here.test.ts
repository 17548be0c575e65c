import { expect, it } from 'vitest'
import { readProject } from '../../project/read.ts'
import { isCloseEnough } from '../../project/runtime/judge-syntax.ts'
import type { ProjectTree } from '../../project/tree/commit.ts'
import { memoryTree } from '../../project/tree/memory-tree.ts'
import { compileHere } from './compile-here.ts'

const shop = {
  'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
  'requirements.txt': 'Django==5.2.1\n',
  'shop/__init__.py': '',
  'shop/settings.py': "ROOT_URLCONF = 'shop.urls'\nINSTALLED_APPS = ['albums']\n",
  'shop/urls.py': 'from albums import views\nurlpatterns = []\n',
  'albums/__init__.py': '',
  'albums/models.py': '',
  'albums/views.py': 'from albums.prices import total\n',
  'albums/prices.py': 'def total():\n    return 1\n',
  'albums/tasks.py': '',
  'albums/migrations/__init__.py': '',
  'albums/migrations/0001_initial.py': '',
}
const mistakesIn = async (files: Record<string, string>, environment = process.env) => {
  const tree = memoryTree({ ...shop, ...files }) as ProjectTree
  const reading = readProject(tree, { start: '', choices: {} })
  const found = await compileHere({ tree }, { reading, findings: [] }, environment)
  return found.map(({ code, severity, places }) => [code, severity, ...places])
}

it('a file that Python does not take is named with its line, an error where a deploy would end at it', async () => {
  const broken = 'def total(:\n    return 1\n'
  expect(await mistakesIn({})).toEqual([])
  expect(
    await mistakesIn({
      'albums/prices.py': `\n${broken}`,
      'albums/migrations/0001_initial.py': broken,
      'albums/tasks.py': broken,
    }),
  ).toEqual([
    ['where.syntax', 'error', { file: 'albums/migrations/0001_initial.py', line: 1 }],
    ['where.syntax', 'error', { file: 'albums/prices.py', line: 2 }],
    ['where.syntax', 'warning', { file: 'albums/tasks.py', line: 1 }],
  ])
})

it('what no process imports may be of any Python, and nothing of the project is run', async () => {
  const files = {
    'scripts/old.py': "print 'of Python 2'\n",
    'albums/tests.py': "print 'of Python 2'\n",
    'albums/views.py': "import pathlib\npathlib.Path('/nowhere/at/all').write_text('')\n",
  }
  expect(await mistakesIn(files)).toEqual([])
})

it('where no Python is at hand nothing is said', async () => {
  expect(await mistakesIn({ 'albums/prices.py': 'def (\n' }, { PATH: '/nowhere' })).toEqual([])
})

it('a Python since 3.7 is not close enough for what is older, to which `async` was a name', () => {
  const close = (series: string) =>
    isCloseEnough(series, { python: { series: { value: '3.6' }, orServers: [] } as never })
  expect(['3.6', '3.7', '3.13'].map(close)).toEqual([true, false, false])
})

it.each([
  ['3.13', true],
  ['3.14', true],
  // The server's own Python may be the one that is used.
  ['3.11', true],
  ['3.9', false],
])('Python %s is close enough for a site that gets 3.13, or the server’s 3.11: %s', (series, close) => {
  const value = { value: '3.13', certainty: 'derived', places: [] } as const
  const python = { series: value, orServers: ['3.11'], declared: value, django: value }
  expect(isCloseEnough(series, { python: python as never })).toBe(close)
})
