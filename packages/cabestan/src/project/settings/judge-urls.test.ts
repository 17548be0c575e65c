import { expect, it } from 'vitest'
import { readProject } from '../read.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { judgeSettings } from './judge-settings.ts'

const settings = (urls: string) =>
  `SECRET_KEY = 'x'\nINSTALLED_APPS = []\nDATABASES = {}\nMIDDLEWARE = []\nROOT_URLCONF = '${urls}'\n`

function judged(files: Record<string, string>) {
  const tree = memoryTree({
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'web.settings')\n",
    'main/__init__.py': '',
    'main/settings.py': settings('web.urls'),
    'main/urls.py': 'urlpatterns = []\n',
    ...files,
  })
  const reading = readProject(tree, { start: '', choices: {}, serverPythons: [] })
  const rest = { given: [], mail: true, wanted: [], named: false, django: null }
  const found = judgeSettings({ tree, ...reading, ...rest })
  return found.filter(({ code }) => code.startsWith('settings.urls-'))
}

it('says where a directory was renamed and its name was not', () => {
  expect(judged({})).toMatchObject([
    {
      values: { urls: 'web.urls', former: 'web', now: 'main' },
      places: [{ file: 'main/settings.py', line: 5 }],
    },
  ])
})

it.each<[string, Record<string, string>]>([
  ['it is there', { 'web/__init__.py': '', 'web/urls.py': '' }],
  ['it is a package of others', { 'main/settings.py': settings('mezzanine.urls') }],
  ['it is a module', { 'web.py': '' }],
  ['it is the project’s own', { 'main/settings.py': settings('main.urls') }],
  ['nothing stands in for it', { 'main/urls.py': '', 'main/settings.py': settings('') }],
])('says nothing where %s', (_title, files) => {
  expect(judged(files)).toEqual([])
})

it('says where no addresses are named, and nothing is left unread that could', () => {
  const none = (more = '') => ({ 'main/settings.py': settings('').replace(/^ROOT_URLCONF.*$/m, more) })
  expect(judged(none())).toMatchObject([
    { code: 'settings.urls-none', wants: 'change', places: [{ file: 'main/settings.py' }] },
  ])
  expect(judged(none('from theirs.settings import *'))).toEqual([])
  expect(judged(none('theirs.fill(locals())'))).toEqual([])
  const base = { 'main/__init__.py': '', 'main/base.py': "ROOT_URLCONF = 'main.urls'\n" }
  expect(judged({ ...none('from main.base import *'), ...base })).toEqual([])
})

const including = (lines: string) => ({
  'main/settings.py': settings('main.urls'),
  'main/urls.py': `from django.urls import include, path\n${lines}`,
  'shop/__init__.py': '',
  'shop/models.py': '',
})

it('says which modules of the project its addresses include, and git does not have', () => {
  const lines =
    "urlpatterns = [\n    path('a/', include('shop.urls')),\n    path('b/', include(('stock.urls', 'stock'))),\n]\n"
  const stock = {
    'stock/__init__.py': '',
    'stock/urls.py': "urlpatterns = [path('', include('stock.later.urls'))]\n",
  }
  expect(judged({ ...including(lines), ...stock })).toMatchObject([
    {
      code: 'settings.urls-missing',
      wants: 'change',
      values: { modules: 'shop.urls, stock.later.urls' },
      places: [
        { file: 'main/urls.py', line: 3 },
        { file: 'stock/urls.py', line: 1 },
      ],
    },
  ])
})

it('says so of a package that git holds in two folders, because only its capital letters changed', () => {
  const lines = "urlpatterns = [path('', include('stock.urls'))]\n"
  const halves = { 'Stock/__init__.py': '', 'Stock/urls.py': '', 'stock/management/commands/fetch.py': '' }
  expect(judged({ ...including(lines), ...halves })).toMatchObject([
    { code: 'settings.urls-missing', values: { modules: 'stock.urls' } },
  ])
  // Here another package may have the name.
  expect(judged({ ...including(lines), 'Stock/__init__.py': '' })).toEqual([])
})

it.each([
  ['another package brings them', "urlpatterns = [path('', include('rest_framework.urls'))]\n"],
  ['a condition decides', "if DEBUG:\n    urlpatterns = [path('', include('shop.urls'))]\n"],
  ['they are given as a list', "urlpatterns = [path('', include([]))]\n"],
  ['they are a file of a package', "urlpatterns = [path('', include('shop.models'))]\n"],
])('says nothing of what is included where %s', (_title, lines) => {
  expect(judged(including(lines))).toEqual([])
})

it('says nothing of a package that is installed, of whose name the project has a folder besides', () => {
  const lines = "urlpatterns = [path('', include('allauth.urls'))]\n"
  expect(judged({ ...including(lines), 'allauth/forms.py': '' })).toEqual([])
})
