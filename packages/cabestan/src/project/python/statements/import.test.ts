import { describe, expect, it } from 'vitest'
import { memoryTree } from '../../tree/memory-tree.ts'
import { evaluate, evaluateFile } from '../evaluate.ts'
import { evaluated, printed, worth } from '../printed.fixture.ts'

describe('imports', () => {
  const base = "import os\nX = ['a']\n_hidden = 1\nY = 2\n"
  it.each([
    ['from .base import *\nX += ["b"]', "['a', 'b']"],
    ['from s.base import X as Z\nX = Z', "['a']"],
    ['from . import base\nX = base.Y', '2'],
    ['import s.base as b\nX = b.Y', '2'],
    ['import s.base\nX = s.base.Y', '2'],
    ['from .base import *\ntry:\n  X = _hidden\nexcept NameError:\n  X = 3', '3'],
    ['import importlib\nX = importlib.import_module(".base", "s").Y', '2'],
    ['exec(open(__file__.replace("prod", "base")).read())', "['a']"],
    ['try:\n  from .local import *\nexcept ImportError:\n  X = 4', '4'],
    ['try:\n  from local_settings import *\nexcept ImportError:\n  X = 5', '5'],
    ['try:\n  import debug_toolbar\nexcept ImportError:\n  X = 6\nelse:\n  X = 7', '7'],
    ['from .circle import *', '8'],
    ['from base import *', "['a']"],
    ['from .all import *\nX = LISTED', '9'],
    ['from s.space.inner import X', '10'],
    ['from django.conf.global_settings import *\nX = list(MIDDLEWARE) + ["a"]', "['a', …]"],
    ['import django.conf.global_settings as D\nX = D.TEMPLATE_CONTEXT_PROCESSORS + ("a",)', "('a', …)"],
  ])('%s', (text, expected) => {
    const files = {
      's/__init__.py': '',
      's/base.py': base,
      's/prod.py': text,
      's/circle.py': 'from .prod import *\nX = 8',
      's/all.py': "__all__ = ['LISTED']\nLISTED = 9\nX = 0",
      's/space/inner.py': 'X = 10',
    }
    expect(worth(files, {}, 'X').length).toBeGreaterThan(0)
    expect(printed(evaluated(files, {}, 's.prod').names.get('X'))).toBe(expected)
  })

  it('knows the path of a package that shares its name with others', () => {
    const files = { 's/__init__.py': '__path__ = __import__("pkgutil").extend_path(__path__, __name__)' }
    expect(evaluated(files, {}, 's').effects).toEqual([])
    expect(evaluated('X = __path__').effects).toMatchObject([{ type: 'raises', what: 'NameError' }])
  })

  it('keeps the place of a name, and says what it followed', () => {
    const files = { 's/__init__.py': '', 's/base.py': base, 's/prod.py': 'from .base import *\n' }
    const { names, imports, file } = evaluated(files, {}, 's.prod')
    expect(file).toBe('s/prod.py')
    expect(names.get('Y')?.place).toEqual({ file: 's/base.py', line: 4 })
    expect(imports.map(({ module }) => module)).toEqual(['s', 's.base'])
  })

  it('tells what is missing, and what may be', () => {
    expect(evaluated('from settings_local import *\nimport local_settings\nX = 1').effects).toMatchObject([
      { type: 'missing-import', what: 'settings_local', reached: 'yes' },
      { type: 'missing-import', what: 'local_settings' },
    ])
    expect(evaluated('try:\n  from .local import *\nexcept ImportError:\n  pass').effects).toEqual([])
  })

  it('knows what git leaves out, and what the lists bring, whatever their names say', () => {
    const lost = (settings: string, files: Record<string, string> = {}) =>
      evaluated({ 's.py': settings, ...files }, {}, 's').effects.map(({ what }) => what)
    expect(lost('from mysecret_conf import KEY')).toEqual([])
    expect(lost('from bdd import PASSWORD')).toEqual([])
    expect(
      lost('from bdd import PASSWORD', { '.gitignore': '*.pyc\n/site/bdd.py # of each computer' }),
    ).toEqual(['bdd'])
    expect(lost('import private_storage as p')).toEqual(['private_storage'])
    expect(
      lost('import private_storage as p', { 'requirements.txt': 'django-private-storage==3.1' }),
    ).toEqual([])
    expect(
      lost('import private_storage as p', { Pipfile: '[packages]\nDjango_Private.Storage = "*"' }),
    ).toEqual([])
    const words = {
      'requirements.txt': '# settings, and private_storage\nDjango # keys',
      'setup.py': 'settings = 1',
    }
    expect(lost('import private_storage as p', words)).toEqual(['private_storage'])
    expect(lost('import settings as p', words)).toEqual(['settings'])
  })

  it('does not miss a module that the code has just written', () => {
    const settings = (name: string) =>
      `import os\ntry:\n  from .key import K\nexcept ImportError:\n  with open(os.path.join(os.path.dirname(__file__), '${name}.py'), 'w') as f:\n    f.write('K = 1')\n  from .key import K\n`
    const effects = (name: string) =>
      evaluated({ 's/__init__.py': '', 's/main.py': settings(name) }, {}, 's.main').effects.map(
        ({ type }) => type,
      )
    expect(effects('key')).toEqual(['writes'])
    expect(effects('other')).toEqual(['writes', 'missing-import'])
  })

  it('looks in the directories of the path, and in those that the code adds', () => {
    const tree = memoryTree({
      'src/s.py':
        'import sys, os\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), "lib"))\nfrom m import X',
      'src/lib/m.py': 'X = 1',
    })
    const { names } = evaluate(tree, { directories: ['src'] }, 's', { environment: {} })
    expect(printed(names.get('X'))).toBe('1')
    const other = evaluateFile(tree, { directories: ['elsewhere'] }, 'src/lib/m.py', { environment: {} })
    expect(printed(other.names.get('X'))).toBe('1')
  })
})
