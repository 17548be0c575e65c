import { expect, it } from 'vitest'
import { draftOf } from '../project/draft.ts'
import { readProject } from '../project/read.ts'
import { memoryTree } from '../project/tree/memory-tree.ts'
import { firstFile, laterFile, untaken } from './first-file.ts'
import { voiceIn } from './voice.ts'

const reading = (files: Record<string, string>) => readProject(memoryTree(files), { start: '', choices: {} })
const shop = {
  'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
  'shop/__init__.py': '',
  'shop/settings.py': "ROOT_URLCONF = 'shop.urls'\nTIME_ZONE = 'Europe/Paris'\n",
  'shop/urls.py': 'urlpatterns = []\n',
}

it.each([
  ['en', 'fr'],
  ['fr', 'en'],
] as const)('a file that was begun in %s goes on in it, whoever runs init in %s', (language, other) => {
  const [read, answers] = [reading(shop), { server: null, domains: [] }]
  const first = firstFile(
    { app: 'shop', ...answers, entries: draftOf(read), reading: read },
    voiceIn(language),
  )
  const later = (now: typeof read) =>
    laterFile(first, { ...answers, entries: draftOf(now), reading: now }, voiceIn(other))
  expect(later(read)).toBe(first)
  const newer = reading({ ...shop, 'requirements.txt': 'Django==5.2.1\n' })
  expect(later(newer)).toContain('5.2.1')
  const own = first.split('\n').filter((line) => line.startsWith('#'))
  const changed = later(newer)
    .split('\n')
    .filter((line) => line.startsWith('#') && !own.includes(line))
  expect(changed.join('\n')).toContain('Django')
  expect(changed.length).toBeLessThan(own.length / 2)
})

it.each([
  ['server: root@203.0.113.10\n', []],
  ['server: sandbox:demo\ndomains: [shop.example]\n', ['--server']],
  ['servers: [root@203.0.113.10, root@203.0.113.11]\n', ['--server']],
  ['server: root@203.0.113.10\ndomains: [other.example]\n', ['--domain']],
  ['#server: sandbox:demo\n', []],
])('of what was given, %j says other things already', (before, options) => {
  expect(untaken(before, { server: 'root@203.0.113.10', domains: ['shop.example'] })).toEqual(options)
  expect(untaken(before, { server: null, domains: [] })).toEqual([])
})
