import { describe, expect, it } from 'vitest'
import { memoryTree } from '../../tree/memory-tree.ts'
import { judgeDependencies } from '../judge/judge-dependencies.ts'
import { codes, input, read } from '../packages.fixture.ts'
import { findManifests } from './find-manifests.ts'
import { statedInSetupPy } from './setup-py.ts'

const start = 'from setuptools import setup, find_packages\n'
const list = { 'needs/base.txt': '# what it runs on\nDjango==4.2.1\n\nrequests>=2  # for the bank\n' }

/** The packages, each with the line that asks for it. */
function packages(files: Record<string, string>): readonly string[] {
  return read(files).dependencies.packages.map(
    ({ name, specifier, place }) => `${name}${specifier} ${place.file}:${place.line}`,
  )
}

function setup(text: string, others: Record<string, string> = {}): readonly string[] {
  return packages({ 'setup.py': start + text, ...others })
}

describe('a setup.py', () => {
  const fromFile = ['django==4.2.1 needs/base.txt:2', 'requests>=2 needs/base.txt:4']

  it.each([
    ['splitlines()', "setup(install_requires=open('needs/base.txt').read().splitlines())"],
    ['readlines()', "setup(install_requires=open('needs/base.txt').readlines())"],
    [
      'a comprehension over the file',
      "setup(install_requires=[x.strip() for x in open('needs/base.txt') if x.strip() and not x.startswith('#')])",
    ],
    [
      'with, and a name',
      "with open('needs/base.txt') as f:\n    REQUIRED = f.read().split('\\n')\nsetup(install_requires=REQUIRED)",
    ],
    [
      'a function, from where it lies',
      "import os\ndef read(*parts):\n    here = os.path.abspath(os.path.dirname(__file__))\n    with open(os.path.join(here, *parts), encoding='utf-8') as f:\n        return f.read()\nsetup(install_requires=read('needs', 'base.txt').splitlines())",
    ],
    [
      'a function that loops',
      "def required(path):\n    found = []\n    for line in open(path):\n        line = line.split('#')[0].strip()\n        if line:\n            found.append(line)\n    return found\nsetup(install_requires=required('needs/base.txt'))",
    ],
    [
      'pathlib',
      "from pathlib import Path\nsetup(install_requires=(Path(__file__).parent / 'needs' / 'base.txt').read_text().splitlines())",
    ],
    [
      'filter and map',
      "setup(install_requires=list(filter(lambda x: x and x[0] != '#', map(str.strip, open('needs/base.txt')))))",
    ],
    [
      'the parser of pip',
      "from pip.req import parse_requirements\nsetup(install_requires=[str(r.req) for r in parse_requirements('needs/base.txt', session='x')])",
    ],
    [
      'the parser of pip, wherever it stands',
      "try:\n    from pip._internal.req import parse_requirements\nexcept ImportError:\n    from pip.req import parse_requirements\nreqs = parse_requirements('needs/base.txt', session=False)\ntry:\n    reqs = [str(r.req) for r in reqs]\nexcept AttributeError:\n    reqs = [str(r.requirement) for r in reqs]\nsetup(install_requires=reqs)",
    ],
    [
      'the parser of setuptools',
      "import pkg_resources\nwith open('needs/base.txt') as f:\n    setup(install_requires=[str(r) for r in pkg_resources.parse_requirements(f)])",
    ],
  ])('reads a file by %s', (_way, text) => {
    const files = { 'setup.py': start + text, ...list }
    expect(packages(files)).toEqual(fromFile)
    expect(codes(files)).not.toContain('warning dependencies.unread')
  })

  it('has what pbr takes from `requirements.txt`', () => {
    const text = "setup(setup_requires=['pbr'], pbr=True, install_requires=['lxml'])"
    const setup = statedInSetupPy(
      memoryTree({ 'setup.py': start + text, 'requirements.txt': 'Django\n' }),
      'setup.py',
    )
    expect(setup?.install.wanted.map(({ name }) => name)).toEqual(['lxml', 'django'])
  })

  it('adds what stands there to what it reads', () => {
    const text =
      "reqs = open('needs/base.txt').read().splitlines()\nsetup(\n    install_requires=reqs + ['lxml'])"
    expect(setup(text, list)).toEqual([...fromFile, 'lxml setup.py:4'])
  })

  it('adds to the requirements file that it reads, which installs the site', () => {
    const files = {
      'setup.py': `${start}setup(install_requires=open('requirements.txt').read().splitlines() + ['lxml'])`,
      'requirements.txt': 'Django==4.2.1\n',
    }
    const { dependencies } = read(files)
    expect(dependencies.files).toEqual(['requirements.txt', 'setup.py'])
    expect(packages(files)).toEqual(['django==4.2.1 requirements.txt:1', 'lxml setup.py:2'])
    const apart = { ...files, 'setup.py': `${start}setup(install_requires=['Django', 'lxml'])` }
    expect(packages(apart)).toEqual(['django==4.2.1 requirements.txt:1'])
  })

  it.each([
    ['a sum', "BASE = ['Django>=4']\nsetup(install_requires=BASE + ['lxml'])"],
    ['what is appended', "deps = ['Django>=4']\ndeps.append('lxml')\nsetup(install_requires=deps)"],
    ['a text of several lines', "setup(install_requires='''\n    Django>=4\n    lxml\n''')"],
    ['a tuple', "setup(install_requires=('Django>=4', 'lxml'))"],
    ['a dict', "config = dict(name='x', install_requires=['Django>=4', 'lxml'])\nsetup(**config)"],
    ['a dict that is filled', "c = {'name': 'x'}\nc['install_requires'] = ['Django>=4', 'lxml']\nsetup(**c)"],
    ['dict() in the call', "setup(**dict(install_requires=['Django>=4', 'lxml']))"],
    ['stars', "A = ['Django>=4']\nsetup(install_requires=[*A, 'lxml'])"],
    ['texts with names in them', "V = '4'\nL = 'lxml'\nsetup(install_requires=[f'Django>={V}', '%s' % L])"],
    ['format()', "setup(install_requires=['Django>={}'.format(4), '{x}'.format(x='lxml')])"],
    [
      'a program',
      "def main():\n    setup(install_requires=['Django>=4', 'lxml'])\nif __name__ == '__main__':\n    main()",
    ],
    ['a module beside it', 'from deps import NEEDED\nsetup(install_requires=NEEDED)'],
    [
      'an import that is tried',
      "try:\n    from setuptools import setup\nexcept ImportError:\n    from distutils.core import setup\nsetup(install_requires=['Django>=4', 'lxml'])",
    ],
    [
      'groups that are summed',
      "R = {'a': ['Django>=4'], 'b': ['lxml']}\nsetup(install_requires=sum(R.values(), []))",
    ],
    [
      'a command before',
      "import sys, os\nif sys.argv[-1] == 'publish':\n    os.system('twine upload')\n    sys.exit()\nsetup(install_requires=['Django>=4', 'lxml'])",
    ],
  ])('is read by %s', (_way, text) => {
    const files = { 'setup.py': start + text, 'deps.py': "NEEDED = ['Django>=4', 'lxml']\n" }
    expect(read(files).dependencies.packages.map(({ name, specifier }) => `${name}${specifier}`)).toEqual([
      'django>=4',
      'lxml',
    ])
    expect(codes(files)).not.toContain('warning dependencies.unread')
  })

  it.each([
    [
      'an import that only a venv would have',
      "try:\n    import lxml\nexcept ImportError:\n    deps.append('lxml')",
    ],
    ['what every setup.py has', "if 'setuptools' in sys.modules:\n    deps.append('lxml')"],
    ['a chain', "deps = list(chain.from_iterable({'a': deps, 'b': ['lxml']}.values()))"],
    [
      'a generator of its own',
      "def named(more):\n    yield 'Django>=4'\n    for each in more:\n        if each:\n            yield each\n    yield from []\ndeps = named(['', 'lxml'])",
    ],
    ['Pythons of before', "deps += ['lxml']\nif sys.version_info < (2, 7):\n    deps.append('argparse')"],
  ])('knows what is there where a package is made: %s', (_what, lines) => {
    const before = `${start}import sys\nfrom itertools import chain\ndeps = ['Django>=4']\n`
    const files = { 'setup.py': `${before}${lines}\nsetup(install_requires=deps)` }
    expect(packages(files).map((each) => each.split(' ')[0])).toEqual(['django>=4', 'lxml'])
    expect(codes(files)).not.toContain('warning dependencies.unread')
  })

  it.each([
    [
      'what comes from elsewhere',
      "import company\nsetup(install_requires=['Django>=4', *company.needs()])",
      3,
    ],
    [
      'what a command says',
      "import subprocess\nsetup(install_requires=['Django>=4',\n  subprocess.check_output(['deps'])])",
      4,
    ],
    [
      'what the machine decides',
      "import socket\nr = ['Django>=4']\nif socket.gethostname() == 'a':\n    r.append('lxml')\nsetup(install_requires=r)",
      6,
    ],
    ['arguments from elsewhere', "import company\nsetup(install_requires=['Django>=4'] + company.more)", 3],
    ['text that is none', "setup(install_requires=['Django>=4', '%%%'])", 2],
  ])('says which part cannot be known: %s', (_what, text, line) => {
    const files = { 'setup.py': start + text }
    expect(setup(text).map((each) => each.split(' ')[0])).toEqual(['django>=4'])
    const unread = judgeDependencies(input(files), '2026-11-24').find(
      ({ code }) => code === 'dependencies.unread',
    )
    expect(unread).toMatchObject({
      severity: 'warning',
      values: { file: 'setup.py', what: 'install_requires' },
      places: [{ file: 'setup.py', line }],
    })
  })

  it('comes to an end, however much it would take to run it', () => {
    const heavy = 'x = [[i, j] for i in range(1000) for j in range(1000)]\n'.repeat(8)
    const files = { 'setup.py': `${start}${heavy}setup(install_requires=['lxml'])` }
    expect(codes(files)).toContain('warning dependencies.unread')
  })

  it('is run where it is among the nearest to the top: of very many not all are', () => {
    const many = Array.from({ length: 120 }, (_, at) => `lib/a${at}/setup.py`)
    const text = `${start}setup(install_requires=['Django>=4'])`
    const paths = [...many, 'setup.py']
    const tree = memoryTree(Object.fromEntries(paths.map((path) => [path, text])))
    const manifests = findManifests({ tree, paths, engine: null, installers: [] })
    const run = manifests.filter(({ unread }) => unread.length === 0).flatMap(({ files }) => files)
    expect(manifests).toHaveLength(121)
    expect(run).toHaveLength(30)
    expect(run).toContain('setup.py')
  })

  it('says so too where nothing of it can be known', () => {
    const text = `${start}import company\nsetup(**company.arguments())`
    expect(codes({ 'setup.py': text })).toContain('warning dependencies.unread')
    expect(codes({ 'setup.py': `${start}setup(name='x')` })).not.toContain('warning dependencies.unread')
  })
})

describe('extras', () => {
  const python = `${start}EXTRAS = {
    'postgres': ['psycopg2-binary==2.9.9'],
    'mysql': ['mysqlclient'],
    'dev': ['ipdb'],
    'release': ['twine'],
}
EXTRAS['prod'] = ['whitenoise', 'shop[cache]']
EXTRAS['cache'] = ['django-redis']
setup(name='shop', install_requires=['Django==4.2.1'], extras_require=EXTRAS)
`
  const cfg = `[metadata]
name = shop
[options]
install_requires = Django==4.2.1
[options.extras_require]
postgres = psycopg2-binary==2.9.9
mysql = mysqlclient
dev =
    ipdb
release = twine
prod =
    whitenoise
    shop[cache]
cache = django-redis
`
  const toml = `[project]
name = "shop"
dependencies = ["Django==4.2.1"]
[project.optional-dependencies]
postgres = ["psycopg2-binary==2.9.9"]
mysql = ["mysqlclient"]
dev = ["ipdb"]
release = ["twine"]
prod = ["whitenoise", "shop[cache]"]
cache = ["django-redis"]
`
  const poetry = `[tool.poetry]
name = "shop"
[tool.poetry.dependencies]
Django = "4.2.1"
psycopg2-binary = { version = "2.9.9", optional = true }
mysqlclient = { version = "*", optional = true }
whitenoise = { version = "*", optional = true }
django-redis = { version = "*", optional = true }
ipdb = { version = "*", optional = true }
[tool.poetry.extras]
postgres = ["psycopg2-binary"]
mysql = ["mysqlclient"]
prod = ["whitenoise", "django-redis"]
dev = ["ipdb"]
`

  it.each([
    ['setup.py', python],
    ['setup.cfg', cfg],
    ['pyproject.toml', toml],
    ['pyproject.toml', poetry],
  ])('are those of production and of its database, in %s', (file, text) => {
    const found = (engine: 'postgresql' | 'sqlite') =>
      read({ [file]: text }, { engine })
        .dependencies.packages.map(({ name }) => name)
        .toSorted()
    expect(found('postgresql')).toEqual(['django', 'django-redis', 'psycopg2-binary', 'whitenoise'])
    expect(found('sqlite')).toEqual(['django', 'django-redis', 'whitenoise'])
  })

  it('are for all where they have a condition and no name', () => {
    const text = `${start}setup(install_requires=['Django'], extras_require={':python_version<"3.3"': ['futures'], ':python_version>="3"': ['lxml']})`
    expect(read({ 'setup.py': text }).dependencies.packages.map(({ name }) => name)).toEqual([
      'django',
      'lxml',
    ])
  })

  it('hold Django itself where it stands nowhere else', () => {
    const text = `${start}setup(install_requires=['requests'], extras_require={'test': ['Django==3.2', 'pytest'], 'site': ['Django==4.2.1']})`
    expect(setup(text.slice(start.length)).map((each) => each.split(' ')[0])).toEqual([
      'requests',
      'django==4.2.1',
    ])
  })
})

describe('setup.py, setup.cfg and pyproject.toml beside each other', () => {
  const cfg = '[metadata]\nname = shop\n[options]\ninstall_requires =\n    Django==4.2.1\n    lxml\n'

  it('are one, where setup.py leaves all to setup.cfg', () => {
    expect(packages({ 'setup.py': `${start}setup()`, 'setup.cfg': cfg })).toEqual([
      'django==4.2.1 setup.cfg:5',
      'lxml setup.cfg:6',
    ])
  })

  it('have the say in turn', () => {
    expect(
      packages({ 'setup.py': `${start}setup(install_requires=['Django==5.2'])`, 'setup.cfg': cfg }),
    ).toEqual(['django==5.2 setup.py:2'])
  })

  it.each([
    ['file: needs/base.txt'],
    ['\n    file: needs/base.txt'],
    ['file: needs/none.txt, needs/base.txt'],
  ])('lead to requirements files: %s', (value) => {
    const files = { 'setup.cfg': `[options]\ninstall_requires = ${value}\n`, ...list }
    expect(packages(files)).toEqual(['django==4.2.1 needs/base.txt:2', 'requests>=2 needs/base.txt:4'])
    expect(codes(files).includes('warning dependencies.unread')).toBe(value.includes('none'))
  })

  it('stand on one line with semicolons', () => {
    expect(packages({ 'setup.cfg': '[options]\ninstall-requires = Django==4.2.1; lxml\n' })).toEqual([
      'django==4.2.1 setup.cfg:2',
      'lxml setup.cfg:2',
    ])
  })

  it.each([
    [
      'setup.py',
      `${start}setup(install_requires=['Django==4.2.1', 'lxml'], extras_require={'prod': ['sentry-sdk']})`,
    ],
    ['setup.cfg', `${cfg}[options.extras_require]\nprod = sentry-sdk\n`],
  ])('take in what pyproject.toml leaves to %s', (file, text) => {
    const left = '[project]\nname = "shop"\ndynamic = ["version", "dependencies", "optional-dependencies"]\n'
    const { dependencies } = read({ 'pyproject.toml': left, [file]: text })
    expect(dependencies.source.value).toBe('pyproject')
    expect(dependencies.files).toEqual(['pyproject.toml', file])
    expect(dependencies.groups).toEqual(['prod'])
    expect(dependencies.packages.map(({ name }) => name)).toEqual(['django', 'lxml', 'sentry-sdk'])
  })

  it('say that nothing says what pyproject.toml leaves to others', () => {
    const left = '[project]\nname = "shop"\ndynamic = ["version", "dependencies"]\n'
    expect(codes({ 'pyproject.toml': left })).toContain('warning dependencies.unread')
    expect(codes({ 'pyproject.toml': left, 'setup.cfg': cfg })).not.toContain('warning dependencies.unread')
  })

  it('lead to lists for extras', () => {
    const left = `[project]
name = "shop"
dynamic = ["dependencies", "optional-dependencies"]
[tool.setuptools.dynamic]
dependencies = { file = "needs/base.txt" }
optional-dependencies.prod = { file = ["needs/prod.txt"] }
`
    expect(packages({ 'pyproject.toml': left, ...list, 'needs/prod.txt': 'lxml\n' })).toEqual([
      'django==4.2.1 needs/base.txt:2',
      'requests>=2 needs/base.txt:4',
      'lxml needs/prod.txt:1',
    ])
  })
})

describe('the Python that setup.py or setup.cfg asks for', () => {
  const place = (files: Record<string, string>) => read(files).python.declared

  it.each([
    [
      'beside its name',
      { 'setup.py': `${start}setup(\n  name='x',\n  python_requires='>=3.9',\n)` },
      'setup.py',
      4,
    ],
    [
      'in a dict',
      { 'setup.py': `${start}c = {\n  'python_requires': '>=3.9',\n}\nsetup(**c)` },
      'setup.py',
      3,
    ],
    [
      'under a name',
      { 'setup.py': `${start}NAME = 'x'\nPYTHON = '>=3.9'\nsetup(python_requires=PYTHON)` },
      'setup.py',
      4,
    ],
    [
      'in a setup.cfg',
      { 'setup.cfg': '[metadata]\nname = x\n[options]\npython_requires = >=3.9\n' },
      'setup.cfg',
      4,
    ],
    ['below its key', { 'setup.cfg': '[options]\npython_requires =\n    >=3.9\n' }, 'setup.cfg', 3],
    [
      'of both',
      { 'setup.py': `${start}setup()`, 'setup.cfg': '[options]\npython_requires = >=3.9\n' },
      'setup.cfg',
      2,
    ],
  ])('stands where it is written: %s', (_where, files, file, line) => {
    expect(place(files)).toMatchObject({ value: '>=3.9', places: [{ file, line }] })
  })
})
