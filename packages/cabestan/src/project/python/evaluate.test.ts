import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryTree } from '../tree/memory-tree.ts'
import { classNames, evaluate } from './evaluate.ts'
import { evaluated, printed, worth } from './printed.fixture.ts'

const os = 'import os, sys\n'

describe('folding', () => {
  it.each([
    ["X = 'a' + 'b' * 2", "'abb'"],
    ["X = 'a%s-%(n)s' % {'n': 1}", '?'],
    ["X = '%s:%05d%%' % ('a', 7)", "'a:00007%'"],
    ["X = '%(a)s' % {'a': 'b'}", "'b'"],
    ["X = '{} {b} {{}}'.format(1, b=2)", "'1 2 {}'"],
    ["n = 'x'\nX = f'{n!r}-{n}-{1 + 1}'", "'\\'x\\'-x-2'".replaceAll('\\', '')],
    ["X = 'a, b ,c'.replace(' ', '').split(',')[-1]", "'c'"],
    ["X = 'a,b,c'.rsplit(',', 1)", "['a,b', 'c']"],
    ["X = ' A '.strip().lower().title()", "'A'"],
    ["X = ','.join(['a', 'b'])", "'a,b'"],
    ["X = [a.upper() for a in ['a', 'b', ''] if a]", "['A', 'B']"],
    ["X = {k: v for k, v in [('a', 1)]}", "{'a': 1}"],
    ["X = dict(a=1, **{'b': 2})", "{'a': 1, 'b': 2}"],
    ["X = {**{'a': 1}, 'a': 2} | {'c': 3}", "{'a': 2, 'c': 3}"],
    ['X = [1, 2] + [3]\nX += (4,)', '[1, 2, 3, 4]'],
    ['X = (1,) + (2,)\nX += (3,)', '(1, 2, 3)'],
    ['X = [3, 1][::-1] + list(range(2))', '[1, 3, 0, 1]'],
    ["X = 'b' in ['a', 'b'] and not 1 > 2", 'True'],
    ["X = None or 'a'", "'a'"],
    ['X = 1 if [] else 2', '2'],
    ["X = sorted({'b', 'a'})", "['a', 'b']"],
    ["import z\nX = len({'a'} & set(z.all)), len({'a'} - set(z.all)), len({'a', 'b'} & {'b'})", '(?, ?, 1)'],
    ["X = list(map(str.strip, ['a ', ' b']))", "['a', 'b']"],
    ["X = list(dict.fromkeys(['b', 'a', 'b']))", "['b', 'a']"],
    ["X = {c for c in 'aab'}", "{'a', 'b'}"],
    ["n = 'x'\nX = f'{n:>3}', f'{n:s}'", "(?, 'x')"],
    [
      "X = '%.1f' % 2.345, '{:>3}'.format('x'), '{!r}'.format('x'), '{:s}{a:d}'.format('x', a=1)",
      "(?, ?, ?, 'x1')",
    ],
    ["X = sorted(['aa', 'b', 'ccc'], key=len, reverse=True)", "['ccc', 'aa', 'b']"],
    ['import z\nX = next((a for a in z.all), None)', '?'],
    [
      "match {'a': 1}:\n  case {'a': n, **r} if n > 0:\n    X = n\n  case P(b=[c]) as d:\n    X = c, d",
      '? | (?, ?)',
    ],
    ["X = bool('False'), int('3'), str(1), tuple([1]), len('ab')", "(True, 3, '1', (1), 2)"],
    ['a, *b, c = 1, 2, 3, 4\nX = b', '[2, 3]'],
    ['X = [*[1], 2]', '[1, 2]'],
    ['X = any([0, 1]), all([0, 1]), max(1, 2)', '(True, False, 2)'],
    ['if (n := 3) > 2:\n  X = n', '3'],
    ['X = (lambda a, b=2: a + b)(1)', '3'],
    ["X = 2 ** 10 // 3 % 100, 7 / 2, '%d' % 3", "(41, 3.5, '3')"],
    ['import sys\nX = sys.version_info >= (3,), sys.version_info[0] == 2', '(True, False)'],
    ['import sys\nX = sys.version_info >= (3, 6), sys.version_info[:2] < (3, 8)', '(True, False)'],
    [
      'import sys\nX = sys.version_info >= (3, 11), sys.version_info <= (3, 8), sys.version_info.minor > 9',
      '(False | True, False, False | True)',
    ],
    ['import sys\nX = sys.version_info.major, sys.version_info.minor < 3', '(3, False)'],
    [
      'import sys\nX = sys.version_info > (3, 15), sys.version_info[1] >= 6, sys.version_info < (4,)',
      '(False, True, True)',
    ],
    ['import z\nX = (1, *z.all) <= (1, 2), (1, *z.all) > (1,), (1, 2) < (1, *z.all)', '(?, ?, ?)'],
    [
      'N = object()\ndef f(a=N):\n  if a is N:\n    return 1\n  return 2\nX = f(), f(None), f("a"), f(object())',
      '(1, 2, 2, 2)',
    ],
    ["X = undefined or 'a'", "? | 'a'"],
  ])('%s', (text, expected) => {
    expect(worth(text)).toBe(expected)
  })

  it.each([
    [
      'BASE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))\nX = os.path.join(BASE, "x")',
      "'~/x'",
    ],
    ['from os.path import join, dirname as d\nX = join(d(__file__), "..", "x")', "'~/a/../x'"],
    [
      'X = os.path.normpath(os.path.join(os.path.dirname(__file__), "../../y"))',
      "'/{outside}/{outside}/{outside}/y'",
    ],
    ['from pathlib import Path\nX = Path(globals()["__file__"]).name', "'settings.py'"],
    ['from pathlib import Path\nX = Path(__file__).resolve().parent.parent / "x" / "y.txt"', "'~/x/y.txt'"],
    ['from pathlib import Path\nX = str(Path(__file__).resolve().parents[1].joinpath("x"))', "'~/x'"],
    ['import environ\nroot = environ.Path(__file__) - 2\nX = root("x")', "'~/x'"],
    ['from unipath import Path\nX = Path(__file__).ancestor(2).child("x")', "'~/x'"],
    ['from pathlib import Path\nX = Path(__file__).stem, Path("a.tar.gz").suffix', "('settings', '.gz')"],
    ['X = os.path.exists(__file__), os.path.isdir("a"), os.path.exists("b")', '(True, True, False)'],
    ['X = os.path.exists("/etc/x")', '?'],
    ['X = os.path.abspath("x")', "'~/x'"],
  ])('path %s', (text, expected) => {
    expect(worth({ 'a/settings.py': os + text }, {}, 'X').length).toBeGreaterThan(0)
    const tree = memoryTree({ 'a/settings.py': os + text })
    const { names } = evaluate(tree, { directories: [''] }, 'a.settings', { environment: {} })
    expect(printed(names.get('X'))).toBe(expected)
  })
})

describe('changing things in place', () => {
  it.each([
    [
      "X = {'a': {}}\nX['a']['b'] = 1\nX['a'].update(c=2)\nX.setdefault('d', 3)",
      "{'a': {'b': 1, 'c': 2}, 'd': 3}",
    ],
    ["X = {'a': 1, 'b': 2}\ndel X['a']\nX.pop('b')", '{}'],
    [
      "X = ['a', 'c']\nX.insert(1, 'b')\nX.append('d')\nX.extend(['e'])\nX.remove('a')",
      "['b', 'c', 'd', 'e']",
    ],
    ["Y = {'o': {}}\no = Y['o']\no['z'] = 1\nX = Y", "{'o': {'z': 1}}"],
    ["X = [{}, {}]\nfor each in X:\n  each['a'] = 1", "[{'a': 1}, {'a': 1}]"],
    ["X = {'a': {}}\nfor k, v in X.items():\n  v['name'] = k", "{'a': {'name': 'a'}}"],
    ["X = ['a']\nY = X\nY += ['b']", "['a', 'b']"],
    ['globals().update({"X": 1})', '1'],
    ['locals()["X"] = 2', '2'],
    ['import sys\nsetattr(sys.modules[__name__], "X", 3)', '3'],
    ['def f():\n  global X\n  X = 4\nf()', '4'],
    ['X = [[]] * 2\nX[0].append(1)', '[[1], [1]]'],
    ['import copy\nY = {"a": []}\nX = copy.deepcopy(Y)\nY["a"].append(1)', "{'a': []}"],
    ['X = []\nX.append(X)', '[?]'],
  ])('%s', (text, expected) => {
    expect(worth(text)).toBe(expected)
  })
})

describe('branches', () => {
  it.each([
    ['if False:\n  X = 1\nelif True:\n  X = 2\nelse:\n  X = 3', '2'],
    ['import socket\nif socket.gethostname() == "a":\n  X = 1\nelse:\n  X = 2', '1 | 2'],
    ['import socket\nX = ["a"]\nif socket.gethostname() == "a":\n  X += ["b"]', "['a', 'b'] | ['a']"],
    [
      'import socket\nX = ["a"]\nif socket.gethostname() == "a":\n  X += ["b"]\nX.append("c")',
      "['a', 'b', 'c'] | ['a', 'c']",
    ],
    ['import socket\nif socket.gethostname() == "a":\n  X = 1', '1 | ?'],
    ['import socket\nX = 1\nif socket.gethostname() == "a":\n  X = 1', '1'],
    [
      'import socket\ndef f():\n  if socket.gethostname() == "a":\n    return 1\n  return 2\nX = f()',
      '1 | 2',
    ],
    ['import sys\nX = 1 if "test" in sys.argv else 2', '2'],
    ['import socket\nd = {}\nfor k in socket.gethostname():\n  d[k] = {}\nX = d["a"]', '?'],
    ['import sys\nX = len(sys.argv) > 1 and sys.argv[1] == "test"', 'False'],
    ['import sys\nX = any("test" in a for a in sys.argv)', 'False'],
    ['for X in [1, 2, 3]:\n  if X == 2:\n    break', '2'],
    ['X = 0\nwhile X < 5:\n  X += 1', '5'],
    ['X = 0\nwhile True:\n  X += 1', '200'],
    ['match "b":\n  case "a":\n    X = 1\n  case "b" | "c":\n    X = 2\n  case _:\n    X = 3', '2'],
    ['match [1, 2, 3]:\n  case [a, b]:\n    X = 1\n  case [a, *b, 3]:\n    X = [a, b]', '[1, [2]]'],
    [
      'from enum import StrEnum\nclass D(StrEnum):\n  P = "p"\n  S = "s"\nmatch D("s"):\n  case D.P:\n    X = 1\n  case D.S:\n    X = 2',
      '2',
    ],
    ['match "ab":\n  case [a, *_]:\n    X = 1\n  case _:\n    X = 2', '2'],
    ['try:\n  X = {}["a"]\nexcept KeyError:\n  X = 1\nfinally:\n  Y = 2', '1'],
    ['try:\n  1\nexcept KeyError:\n  X = 1\nelse:\n  X = 2', '2'],
    ['try:\n  X = Y\nexcept NameError:\n  X = 3', '3'],
    ['try:\n  raise ValueError("a")\nexcept (TypeError, ValueError) as e:\n  X = 4', '4'],
    [
      'import subprocess\np = subprocess.Popen(["git", "rev-parse", "HEAD"], stdout=-1)\nout = p.communicate()[0].decode()\nX = "0+unknown" if p.returncode != 0 else out.splitlines()[-1]',
      "'0+unknown'",
    ],
    [
      'import subprocess\nX = subprocess.run(["git", "log"]).returncode or subprocess.call(["git", "log"])',
      '128',
    ],
    ['class A(Exception): pass\nclass B(A): pass\ntry:\n  raise B()\nexcept A:\n  X = 5', '5'],
    ['try:\n  with open("missing") as f:\n    X = f.read()\nexcept IOError:\n  X = 6', '6'],
    ['from contextlib import suppress\nX = 1\nwith suppress(KeyError):\n  X = {}["a"]', '1'],
  ])('%s', (text, expected) => {
    expect(worth(text)).toBe(expected)
  })
})

const dataclass = `from dataclasses import dataclass, field
@dataclass(frozen=True)
class A:
    name: str = 'x'
    port: int = 1
    made: list = field(default_factory=lambda: [7])
    plain: str = field(default='p')
`

describe('classes', () => {
  it.each([
    ['class A:\n  Y = 1\nclass B(A):\n  @property\n  def Z(self):\n    return self.Y + 1\nX = B().Z', '2'],
    ['class A:\n  def __init__(self, v):\n    self.v = v\nX = A(3).v', '3'],
    ['class A:\n  L = [("a", 1)]\n  Y = [n for n, _ in L]\nX = A.Y', "['a']"],
    ['class A:\n  Y = [1]\nclass B(A):\n  Y = A.Y + [2]\nX = B.Y', '[1, 2]'],
    ['class A:\n  @classmethod\n  def f(cls): return cls.Y\n  Y = 5\nX = A.f()', '5'],
    ['class A:\n  Y = 1\nX = vars(A)["Y"]', '1'],
    [`${dataclass}X = [A('n').name, A(port=2).port, A('n').made, A('n').plain]`, "['n', 2, [7], 'p']"],
    ['from enum import Enum\nclass E(str, Enum):\n  P = "prod"\nX = E.P.value', "'prod'"],
    [
      'from enum import IntEnum\nclass E(IntEnum):\n  A = 1\n  B = 2\n  def f(self): pass\nX = [e.value for e in E]',
      '[1, 2]',
    ],
    ['from enum import StrEnum\nclass E(StrEnum):\n  A = "a"\nX = [E("a"), E["A"]]', "['a', 'a']"],
    [
      'from enum import Enum\nclass E(Enum):\n  A = "a"\ntry:\n  X = E("b")\nexcept ValueError:\n  X = 0',
      '0',
    ],
  ])('%s', (text, expected) => {
    expect(worth(text)).toBe(expected)
  })

  it('gives the attributes of a class with those of its bases', () => {
    const evaluation = evaluated(
      'class M:\n  A = 1\nclass Base:\n  A = 2\n  B = 3\nclass Prod(M, Base):\n  C = 4\n  @property\n  def D(self): return [self.A]',
    )
    expect(
      [...classNames(evaluation, 'Prod')].map(([name, value]) => `${name}=${printed(value)}`).sort(),
    ).toEqual(['A=1', 'B=3', 'C=4', 'D=[1]'])
  })
})

describe('effects', () => {
  it.each([
    [
      'import os\nU = os.environ["U"]\nif U.startswith((":memory:", "file:")):\n  raise RuntimeError("no")',
      ['raises RuntimeError perhaps'],
    ],
    ['raise RuntimeError("no")', ['raises RuntimeError yes']],
    ['import socket\nif socket.gethostname() == "a":\n  raise ValueError()', ['raises ValueError perhaps']],
    [
      'import os\nfrom pathlib import Path\nD = None\nif os.access("/var/log", os.W_OK):\n  D = Path("/var/log")\nX = D / "a.log"',
      ['raises TypeError perhaps'],
    ],
    ['X = open("/etc/key").read()', ['opens /etc/key yes']],
    ['open("log.txt", "a")', ['writes log.txt yes']],
    ['import os\nos.makedirs("/srv/x", exist_ok=True)', ['makes-directory /srv/x yes']],
    ['from pathlib import Path\nPath("/srv/y").mkdir()', ['makes-directory /srv/y yes']],
    [
      'import subprocess\nsubprocess.check_output(["git", "rev-parse", "HEAD"])',
      ['runs git rev-parse HEAD yes', 'raises CalledProcessError yes'],
    ],
    ['import requests\nrequests.get("http://x/")', ['network http://x/ yes']],
    ['exec(unknown_code)', ['raises NameError yes', 'executes  yes']],
    ['import sys\nif False:\n  sys.exit(1)', []],
    ['try:\n  import json\n  X = {}["a"]\nexcept (KeyError, json.JSONDecodeError):\n  X = 1', []],
    ['try:\n  import json\n  X = {}["a"]\nexcept json.JSONDecodeError:\n  X = 1', ['raises KeyError yes']],
    [
      'import socket\nd = {}\nfor k in socket.gethostname():\n  d[k] = 1\nd["a"]',
      ['raises KeyError perhaps'],
    ],
  ])('%s', (text, expected) => {
    expect(evaluated(text).effects.map(({ type, what, reached }) => `${type} ${what} ${reached}`)).toEqual(
      expected,
    )
  })
})

describe('bounds', () => {
  it.each([
    ['def f(n):\n  return f(n) + f(n)\nX = f(1)'],
    ['X = "a"\nwhile True:\n  X = X + X'],
    ['X = [0] * 10 ** 9'],
    ['a = [1] * 50\nfor i in a:\n  for j in a:\n    for k in a:\n      for l in a:\n        X = i'],
    [`X = [[]]\n${'X = [X, X]\n'.repeat(200)}`],
    [`X = ${'['.repeat(150)}${']'.repeat(150)}`],
    ['class A(A): pass\nX = A().b'],
    ['import settings\nfrom settings import *\nX = settings.settings.X'],
    [`import socket\nX = []\n${'if socket.gethostname() == "a":\n  X = X + [len(X)]\n'.repeat(100)}`],
    ['X = lambda: X()\nX()'],
    [`X = ${'f('.repeat(140)}${')'.repeat(140)}`],
  ])('%#', (text) => {
    expect(worth(`${text}\nY = 1`, {}, 'Y')).toBe('1')
  })

  it('survives any program', () => {
    const words = [
      ...'os.environ["A"]|import os|from settings import *|X = |if X:|else:|try:|except KeyError:|for X in X:|def f(a=X):|return f(X)|f(X)|class C(X):|raise X|X += |X["a"] = |[X]|{X: X}|X.append(X)|"a"|1|None| and | or |not | in |(|)|while X:|with X as X:|global X|del X|import socket|socket.gethostname()|X.update(X)|globals()|@property|lambda: X|f"{X}"|%|exec(X)|env = __import__("environ").Env()|env(X)|**X|*X|='.split(
        '|',
      ),
      '\n',
      '\n  ',
      '\n    ',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), (parts) => {
        expect(() => evaluated(parts.join(' ').replace(/ ?\n ?/g, '\n'))).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })
})

it('what one of several alternatives would raise is no more than possible', () => {
  const secret = 'import vault\nfound = vault.get() if vault.has() else None\n'
  const { effects } = evaluated(`${secret}X = found.get('database')`)
  expect(effects).toMatchObject([{ what: 'AttributeError', reached: 'perhaps' }])
  expect(evaluated("found = None\nX = found.get('database')").effects).toMatchObject([{ reached: 'yes' }])
})
