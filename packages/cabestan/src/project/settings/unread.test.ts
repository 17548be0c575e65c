import { expect, it } from 'vitest'
import { memoryTree } from '../tree/memory-tree.ts'
import { readWhere } from '../where/read-where.ts'
import { readSettings } from './read-settings.ts'
import { judgeUnread } from './unread.ts'

const large = `COUNTRIES = [\n${"    ('fr', 'France'),\n".repeat(30_000)}]\n`
const start = `INSTALLED_APPS = ['shop']\nROOT_URLCONF = 'shop.urls'\n`

function read(settings: string, more: Readonly<Record<string, string>> = {}) {
  const tree = memoryTree({
    'manage.py':
      "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\nexecute_from_command_line()",
    'shop/__init__.py': '',
    'shop/settings.py': start + settings,
    'shop/countries.py': large,
    ...more,
  })
  const reading = readSettings({ tree, where: readWhere(tree, ''), module: undefined })
  return { reading, codes: judgeUnread(tree, reading.unread).map(({ code }) => code) }
}

it.each([
  ['a constant', "from .countries import COUNTRIES\nTIME_ZONE = 'Europe/Paris'"],
  ['several', "from shop.countries import CITIES, COUNTRIES as LANDS\nTIME_ZONE = 'Europe/Paris'"],
  ['one twice', "from .countries import A\nfrom .countries import B\nTIME_ZONE = 'Europe/Paris'"],
])('a module too large to be read keeps nobody from the settings that take %s of it', (_what, settings) => {
  const { reading, codes } = read(settings)
  expect(codes).toEqual([])
  expect(reading.values.get('TIME_ZONE')).toMatchObject({ type: 'text', text: 'Europe/Paris' })
  expect(reading.effects).toEqual([])
  expect(reading.missing).toBeNull()
  // A value that cannot be known is unknown, and not missing.
  for (const name of ['COUNTRIES', 'LANDS', 'A'])
    expect([undefined, 'object', 'unknown']).toContain(reading.values.get(name)?.type)
})

it.each([
  ['all of it', 'from .countries import *'],
  ['a constant, and then all', 'from .countries import COUNTRIES\nfrom .countries import *'],
  ['all, and then a constant', 'from .countries import *\nfrom .countries import COUNTRIES'],
  ['a class', 'from .countries import Base'],
  ['the module', 'import shop.countries'],
])('it does from those that take %s', (_what, settings) => {
  expect(read(settings).codes).toEqual(['settings.too-large'])
})

it('may be behind another module of settings', () => {
  const more = { 'shop/base.py': 'from .countries import COUNTRIES\nTIME_ZONE = "UTC"\n' }
  expect(read('from .base import *', more).codes).toEqual([])
  expect(read('from .base import *', { 'shop/base.py': 'from .countries import *' }).codes).toEqual([
    'settings.too-large',
  ])
})
