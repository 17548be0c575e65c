import { expect, it } from 'vitest'
import { readProject } from '../read.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { decidedForTests } from './cases.fixture.ts'
import { hostsView } from './hosts-view.ts'
import { projectSettings } from './project-settings.ts'

function emptyOrigins(settings: string) {
  const tree = memoryTree({
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    'shop/__init__.py': '',
    'shop/settings.py': `import os\nROOT_URLCONF = 'shop.urls'\n${settings}`,
  })
  return hostsView(projectSettings(readProject(tree, { start: '', choices: {} })), decidedForTests)
    .emptyOrigins
}

it('takes the empty origin out that a list is split into where nobody gives one', () => {
  expect(emptyOrigins("CORS_ALLOWED_ORIGINS = os.getenv('CORS_ORIGINS', '').split(',')\n")).toEqual([
    'CORS_ALLOWED_ORIGINS',
  ])
  expect(emptyOrigins("CORS_ORIGIN_WHITELIST = ['https://a.example', '']\n")).toEqual([
    'CORS_ORIGIN_WHITELIST',
  ])
  expect(emptyOrigins("CORS_ALLOWED_ORIGINS = ['https://a.example']\n")).toEqual([])
  expect(emptyOrigins('')).toEqual([])
})
