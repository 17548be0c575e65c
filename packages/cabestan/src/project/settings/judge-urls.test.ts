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
  return found.filter(({ code }) => code === 'settings.urls-elsewhere')
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
