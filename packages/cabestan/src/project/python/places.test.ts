import { describe, expect, it } from 'vitest'
import { entry, placeOf, placesOfItems } from './access.ts'
import { classNames } from './evaluate.ts'
import { evaluated } from './printed.fixture.ts'
import type { Value } from './values.ts'

/** Helpers, constants and defaults in a file of their own, further down than any line of the settings. */
const helpers = `${'\n'.repeat(50)}import os
from decouple import AutoConfig
ENGINE = 'django.db.backends.sqlite3'
LOGS = '/var/log'
def get(key, default=ENGINE):
    return os.environ.get(key, default)
class Conf:
    def __init__(self): self.read = AutoConfig()
    def get(self, key, default=ENGINE): return self.read(key, default=default)
conf = Conf()
def database():
    return {
        'ENGINE': ENGINE,
    }
`

function lineOf(value: Value | undefined): string {
  const place = placeOf(value)
  return place ? `${place.file}:${place.line}` : 'nowhere'
}

function read(text: string) {
  const before = 'import dj_database_url, environ, environs, helpers\nfrom helpers import *\n'
  return evaluated({ 'helpers.py': helpers, 'settings.py': `${before}${text}` }).names
}

describe('the place of an entry', () => {
  it.each([
    ["X = {'E': ENGINE}", 3],
    ["X = {\n  'E': ENGINE,\n}", 4],
    ["X = {\n  'E':\n    ENGINE,\n}", 4],
    ['X = dict(\n  E=ENGINE,\n)', 4],
    ["X = {\n  'E': get('K'),\n}", 4],
    ["X = {\n  'E': helpers.conf.get('K'),\n}", 4],
    ["X = {\n  'E': environ.Env()('K', default=ENGINE),\n}", 4],
    ["X = {\n  'E': environs.Env().str('K', ENGINE),\n}", 4],
    ["X = {}\nX['E'] = ENGINE", 4],
    ['X = {}\nX.update(E=ENGINE)', 4],
    ["X = {}\nX.update({\n  'E': ENGINE,\n})", 5],
    ["X = {'E': 1}\nX |= {'E': ENGINE}", 4],
    ["Y = {'E': ENGINE}\n\nX = {**Y}", 3],
  ])('%s', (text, line) => {
    expect(lineOf(entry(read(text).get('X'), 'E'))).toBe(`settings.py:${line}`)
  })

  it('is where a helper says it, if it does', () => {
    expect(lineOf(entry(read("X = {'D': database()}").get('X'), 'D', 'ENGINE'))).toBe('helpers.py:63')
  })

  it('is where an address was asked for that it is taken from', () => {
    const url = "'sqlite:///x.db'"
    const engine = (text: string) => lineOf(entry(read(text).get('X'), 'default', 'ENGINE'))
    expect(engine(`X = {\n  'default': dj_database_url.parse(${url}),\n}`)).toBe('settings.py:4')
    expect(
      engine(`Y = dj_database_url.parse(${url})\nX = {'default': {'ENGINE': 'a'}}\n\nX['default'].update(Y)`),
    ).toBe('settings.py:3')
  })
})

describe('the place of a setting', () => {
  it.each([
    ["globals()['X'] = ENGINE", 3],
    ["vars().update({\n  'X': ENGINE,\n})", 4],
    ["Y = dict([('X', ENGINE)])\nlocals().update(Y)", 3],
    ["\nlocals().setdefault('X', ENGINE)", 4],
    ["import sys\nsetattr(sys.modules[__name__], 'X', ENGINE)", 4],
    ["X = get('K')", 3],
  ])('%s', (text, line) => {
    expect(lineOf(read(text).get('X'))).toBe(`settings.py:${line}`)
  })
})

it('is that of an item of a list, which may have come to it elsewhere', () => {
  const names = read("X = [LOGS]\nX += ['b']\nX.append(LOGS)\nX.extend(['c'])\n")
  const lines = placesOfItems(names.get('X'), () => true).map(({ file, line }) => `${file}:${line}`)
  expect(lines).toEqual(['settings.py:3', 'settings.py:4', 'settings.py:5', 'settings.py:6'])
})

describe('the place of a key', () => {
  const wrappers = `import environ, environs, os
from decouple import AutoConfig, config
def plain(key, default=None):
    return os.environ.get(key, default)
def named(key):
    return plain('APP_' + key)
class Wrapper:
    def __init__(self): self.read = AutoConfig()
    def get(self, key, default=None): return self.read(key, default=default)
    def __call__(self, key): return self.get(key)
    def __getattr__(self, key): return self.get(key)
    def __getitem__(self, key): return self.get(key)
class Env(environ.Env):
    def own(self, key): return self.str(key)
class Read:
    def __init__(self):
        env = environs.Env()
        self.host = env.str('HOST')
wrapper = Wrapper()
env = Env()
other = environs.Env()
`
  const placesOf = (text: string) => {
    const { reads } = evaluated({ 'w.py': wrappers, 'settings.py': `from w import *\n\n${text}` })
    return reads.map(({ key, place }) => `${key} ${place.file}:${place.line}`)
  }

  it.each([
    ["X = plain('K')", 'K settings.py:3'],
    ["X = {\n  'E': plain('K'),\n}", 'K settings.py:4'],
    ["X = named('K')", 'APP_K settings.py:3'],
    ["X = {\n  'E': wrapper.get('K', 1),\n}", 'K settings.py:4'],
    ["X = [\n  wrapper('K'),\n]", 'K settings.py:4'],
    ['X = {\n  "E": wrapper.K,\n}', 'K settings.py:4'],
    ["X = {\n  'E': wrapper['K'],\n}", 'K settings.py:4'],
    ["with other.prefixed('A_'):\n  X = other.str('K')", 'A_K settings.py:4'],
    ["from functools import partial\nget = partial(plain, default='')\nX = get('K')", 'K settings.py:5'],
    ["X = {k: plain(k) for k in ['K']}", 'K settings.py:3'],
    ["for k in ['K']:\n  globals()[k] = plain(k)", 'K settings.py:4'],
  ])('that a helper of another module is asked for is where it is asked: %s', (text, expected) => {
    expect(placesOf(text)).toEqual([expected])
  })

  it('that a helper names itself is there', () => {
    expect(placesOf('X = Read().host')).toEqual(['HOST w.py:18'])
  })
})

describe('the settings of a class', () => {
  const mixins = `from configurations import values
from helpers import ENGINE, database
def off(): return values.BooleanValue(False)
class Mixin:
    ONE = ENGINE
    TWO = values.Value(
        ENGINE)
    THREE = off()
    @property
    def FOUR(self):
        return database()
`
  const settings = `from configurations import Configuration, pristinemethod
from mixins import Mixin
class Prod(Mixin, Configuration):
    @classmethod
    def FIVE(cls): return [cls.ONE]
    def SIX(self): return self.FOUR
    @pristinemethod
    def SEVEN(self): return 1
    @staticmethod
    def EIGHT(): return 8
    def nine(self): return 9
`
  const evaluation = evaluated({ 'helpers.py': helpers, 'mixins.py': mixins, 'settings.py': settings })
  const names = classNames(evaluation, 'Prod')

  it('stand where the class or its mixin has them', () => {
    const lines = ['ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX'].map((name) => lineOf(names.get(name)))
    expect(lines).toEqual([
      'mixins.py:5',
      'mixins.py:6',
      'mixins.py:8',
      'mixins.py:10',
      'settings.py:5',
      'settings.py:6',
    ])
  })

  it('are called where they can be, as django-configurations does', () => {
    expect(entry(names.get('FIVE'), 0)).toMatchObject({ text: 'django.db.backends.sqlite3' })
    expect(entry(names.get('SIX'), 'ENGINE')).toMatchObject({ text: 'django.db.backends.sqlite3' })
    expect(names.get('SEVEN')?.type).toBe('function')
    expect(names.get('EIGHT')).toMatchObject({ number: 8 })
    expect(names.get('nine')?.type).toBe('function')
  })
})
