import { describe, expect, it } from 'vitest'
import { memoryTree } from '../../tree/memory-tree.ts'
import { evaluate } from '../evaluate.ts'
import { evaluated, printed, readsOf, worth } from '../printed.fixture.ts'

const os = 'import os, sys\n'

describe('the environment', () => {
  const helper = `${os}from django.core.exceptions import ImproperlyConfigured
def env(key, default=None):
    try:
        return os.environ[key]
    except KeyError:
        if default is not None:
            return default
        raise ImproperlyConfigured('set %s' % key)
`
  it.each([
    ['X = os.environ["A"]', '$A', ['A:text!']],
    ['X = os.environ.get("A")', 'None', ['A:text']],
    ['X = os.getenv("A", "b")', "'b'", ["A:text='b'"]],
    ['X = os.environ.get("A") or "b"', "'b'", ["A:text='b'"]],
    ['X = os.getenv("A").split(",")', '$A', ['A:list!']],
    ['X = int(os.getenv("A"))', '$A', ['A:number!']],
    ['A = (0.5, float("inf"), float("-Infinity"))\nX = (1.5, 2)', '(1.5, 2)', []],
    ['X = int(os.getenv("A", 3))', '3', ['A:number=3']],
    ['X = "a" + os.getenv("A")', '?', ['A:text!']],
    ['X = f"redis://{os.environ[\'A\']}"', '?', ['A:text!']],
    ['X = "A" in os.environ', 'False', ['A:text']],
    ['X = os.getenv("A") == "True"', 'False', ['A:boolean']],
    ['X = os.getenv("A", "no").lower() in ("yes", "true")', 'False', ["A:boolean='no'"]],
    ['A = os.getenv("A")\nif not A:\n  raise Exception("a")\nX = A', '$A', ['A:text!']],
    [
      'A = os.getenv("A", "redis")\nX = os.getenv("B", "")\nif A == "redis":\n  if not X:\n    raise Exception("B")',
      '$B',
      ["A:text='redis'", "B:text=''!"],
    ],
    [
      'X = [h.strip() for h in os.getenv("A", "").split(",") if h.strip()]\nif not X:\n  raise ValueError("A")',
      '[, …]',
      ["A:list=''!"],
    ],
    [
      'X = list(filter(None, os.getenv("A", "").split(",")))\nif not X:\n  raise ValueError("A")',
      '[, …]',
      ["A:list=''!"],
    ],
    ['X = tuple(os.getenv("A", "").split())\nif not X:\n  raise ValueError("A")', '$A', ["A:list=''!"]],
    ['try:\n  X = os.environ["A"]\nexcept KeyError:\n  X = "d"', "'d'", ["A:text='d'"]],
    [
      'def of(key):\n  last = None\n  try:\n    return open("/run/secrets/" + key).read()\n  except FileNotFoundError as error:\n    last = error\n  try:\n    return os.environ[key]\n  except KeyError as error:\n    if last:\n      raise Exception(key) from last\n    last = error\n  if last:\n    raise last\nX = of("A")',
      '$A',
      ['A:text!'],
    ],
    [
      'for k in ["A", "B"]:\n  if k not in os.environ:\n    raise Exception(k)\nX = 1',
      '1',
      ['A:text!', 'B:text!'],
    ],
    ['if os.getenv("A") == "p":\n  X = os.environ["B"]\nelse:\n  X = 1', '1', ['A:text', 'B:text(no)']],
    [
      'import socket\nX = os.environ["A"] if socket.gethostname() == "h" else 1',
      '$A | 1',
      ['A:text(perhaps)'],
    ],
    ['os.environ.setdefault("A", "b")\nX = os.environ["A"]', "'b'", ["A:text='b'", "A:text='b'"]],
    ['import json\nX = json.loads(os.environ.get("A", "[1]"))', '[1]', ["A:json='[1]'"]],
    [
      'from distutils.util import strtobool\nX = strtobool(os.getenv("A", "no"))',
      'False',
      ["A:boolean='no'"],
    ],
    ['from environ_helper import x\nX = os.environ.get(x)', '?', []],
    // A key that is read for each item of a list from the environment counts as read.
    ['X = tuple(a + os.environ["B"] for a in os.environ["A"].split(","))', '(, …)', ['A:list!', 'B:text!']],
  ])('%s', (text, expected, reads) => {
    const evaluation = evaluated(os + text)
    expect(printed(evaluation.names.get('X'))).toBe(expected)
    expect(readsOf(evaluation)).toEqual(reads)
  })

  it.each([
    ['X = env("A")', '$A', ['A:text!']],
    ['X = env("A", "b")', "'b'", ["A:text='b'"]],
  ])('through a function of the project: %s', (text, expected, reads) => {
    const evaluation = evaluated(helper + text)
    expect(printed(evaluation.names.get('X'))).toBe(expected)
    expect(readsOf(evaluation)).toEqual(reads)
    expect(evaluation.reads[0]?.place).toEqual({ file: 'settings.py', line: 10 })
  })

  const casting = `${os}def env(key, default=None, cast=str, needed=False):
    value = os.environ.get(key)
    if value is None:
        if needed:
            raise ValueError(key)
        return default
    if cast is bool:
        return value.lower() in ('1', 'true')
    return cast(value)
class Reader:
    def __init__(self, prefix):
        self.prefix = prefix
    def __call__(self, key, default=None):
        return env(self.prefix + key, default)
    def __getattr__(self, name):
        return os.environ[self.prefix + name]
    def __getitem__(self, name):
        return self(name)
reader = Reader('SHOP_')
def first(*keys):
    for key in keys:
        if os.environ.get(key):
            return key
`
  it.each([
    ['X = env("A", "b")', "'b'", ["A:text='b'"]],
    ['X = env("A", True, bool)', 'True', ['A:boolean=True']],
    ['X = env("A", 3, int)', '3', ['A:number=3']],
    ['X = env("A", [], needed=True)', '$A', ['A:text!']],
    ['X = reader("A", 5)', '5', ['SHOP_A:number=5']],
    ['X = reader.A', '$SHOP_A', ['SHOP_A:text!']],
    ['X = reader["A"]', 'None', ['SHOP_A:text']],
    ['B = os.environ["B"]\nX = first("A", "B")', "'B'", ['B:text!', 'A:text', 'B:text']],
  ])('through a function that decides what becomes of it: %s', (text, expected, reads) => {
    const evaluation = evaluated(casting + text)
    expect(printed(evaluation.names.get('X'))).toBe(expected)
    expect(readsOf(evaluation)).toEqual(reads)
  })

  it('blames what has no default before what has one', () => {
    const text =
      'DEBUG = os.getenv("DEBUG", "0") == "1"\nif not DEBUG and "KEY" not in os.environ:\n  raise Exception("key")'
    expect(readsOf(evaluated(os + text))).toEqual(["DEBUG:boolean='0'", 'KEY:text!'])
  })

  const checking = `${os}def listed(value):
    if not value:
        return ()
    return tuple(value.split(','))
def stop(name):
    raise ValueError(name)
def address(kind, url):
    if url is not None:
        return url
    if kind != 'local':
        stop('url')
    return 'sqlite:///x'
`
  it.each([
    ['X = list(listed(os.getenv("A", "")))\nif not X:\n  stop("A")', '$A', ["A:list=''!"]],
    ['X = listed(os.getenv("A", ""))', '()', ["A:list=''"]],
    ['X = address("production", os.environ.get("A"))', '$A', ['A:text!']],
    ['X = address("local", os.environ.get("A"))', "'sqlite:///x'", ["A:text='sqlite:///x'"]],
  ])('blames what another function makes of it, or raises for: %s', (text, expected, reads) => {
    const evaluation = evaluated(checking + text)
    expect(printed(evaluation.names.get('X'))).toBe(expected)
    expect(readsOf(evaluation)).toEqual(reads)
    expect(evaluation.effects).toEqual([])
  })

  it('blames the key of a platform before that of a service that runs tests', () => {
    const text =
      'if "CIRCLECI" in os.environ:\n  X = 1\nelif "PLATFORM" in os.environ:\n  X = 2\nelse:\n  raise ValueError("where")'
    expect(readsOf(evaluated(os + text))).toEqual(['CIRCLECI:text', 'PLATFORM:text!'])
  })

  it('says what a key is compared with, and where values come from', () => {
    const { reads, names } = evaluated(
      `${os}E = os.getenv("E", "dev")\nif E == "prod": pass\nelif E in ["a", "b"]: pass\nX = [E.upper()]`,
    )
    expect(reads[0]?.comparedWith).toEqual(['a', 'b', 'prod'])
    expect(names.get('X')).toMatchObject({ items: [{ text: 'DEV', from: ['E'] }] })
  })

  it('is what the world says', () => {
    const text = `${os}DEBUG = os.getenv("DEBUG") == "1"\nX = 1 if DEBUG else 2`
    expect(worth(text, { DEBUG: '1' })).toBe('1')
    const tree = memoryTree({ 's.py': 'DEBUG = True\nX = 1 if DEBUG else 2' })
    const force = { DEBUG: { type: 'boolean', boolean: false } } as const
    const { names } = evaluate(tree, { directories: [''] }, 's', { environment: {}, force })
    expect(printed(names.get('X'))).toBe('2')
    expect(names.get('DEBUG')).toEqual({ type: 'boolean', boolean: false, place: { file: 's.py', line: 1 } })
  })
})
