import { describe, expect, it } from 'vitest'
import { added, codes } from '../packages.fixture.ts'

const code = { 'shop/conf/live.py': 'import requests\n', 'shop/conf/__init__.py': '', 'shop/__init__.py': '' }
const pinned = { 'requirements.txt': 'Django==5.2.8\npsycopg==3.2.1\ngunicorn==23.0.0\n' }
const settings = { settingsFiles: ['shop/conf/live.py'], engine: 'sqlite' as const }
const start = 'from setuptools import setup\n'

describe('what only a list for development names, and the settings import', () => {
  it.each([
    ['an extra of setup.py', { 'setup.py': `${start}setup(extras_require={'dev': ['requests==2.31.0']})` }],
    ['tests_require', { 'setup.py': `${start}setup(tests_require=['requests==2.31.0'])` }],
    [
      'an extra of setup.cfg',
      { 'setup.cfg': '[options]\n[options.extras_require]\ndev = requests==2.31.0\n' },
    ],
    ['requirements/dev.txt', { 'requirements/dev.txt': 'requests==2.31.0\n' }],
    [
      'an extra',
      {
        'pyproject.toml':
          '[project]\nname = "x"\n[project.optional-dependencies]\ndev = ["requests==2.31.0"]\n',
      },
    ],
    ['a group', { 'pyproject.toml': '[dependency-groups]\ndev = ["requests==2.31.0"]\n' }],
    ['a group of uv', { 'pyproject.toml': '[tool.uv]\ndev-dependencies = ["requests==2.31.0"]\n' }],
    ['a group of PDM', { 'pyproject.toml': '[tool.pdm.dev-dependencies]\ntest = ["requests==2.31.0"]\n' }],
    [
      'a group of Poetry',
      { 'pyproject.toml': '[tool.poetry.group.dev.dependencies]\nrequests = "2.31.0"\n' },
    ],
    [
      'Poetry before its groups',
      { 'pyproject.toml': '[tool.poetry.dev-dependencies]\nrequests = "2.31.0"\n' },
    ],
    [
      'an optional one of Poetry',
      {
        'pyproject.toml': '[tool.poetry.dependencies]\nrequests = { version = "2.31.0", optional = true }\n',
      },
    ],
    ['a Pipfile', { Pipfile: '[dev-packages]\nrequests = "==2.31.0"\n' }],
  ] as const)('is added, in the version that it names: %s', (_list, file) => {
    const files = { ...code, ...pinned, ...file }
    expect(added(files, settings)).toEqual(['requests==2.31.0'])
    expect(codes(files, settings)).toContain('warning dependencies.undeclared')
  })

  it('is what they lead to, and what Django loads by its name; not what may be a command of somebody', () => {
    const named = { ...pinned, 'requirements/dev.txt': 'requests\ninvoke\nlxml\nstructlog\n' }
    const files = {
      'shop/conf/live.py': 'from shop.bank import PAY\n',
      'shop/bank.py': 'import requests\nfrom . import text\nPAY = 1\n',
      'shop/text.py': 'import structlog\n',
      'shop/models.py': 'from lxml import etree\n',
      'tasks.py': 'import invoke\n',
    }
    expect(added({ ...named, ...files, 'shop/__init__.py': '' }, settings).toSorted()).toEqual([
      'lxml',
      'requests',
      'structlog',
    ])
  })

  it('has the version of the day where lists differ, or there is none', () => {
    const lists = {
      'requirements/dev.txt': 'requests==2.31.0\n',
      'docs/requirements.txt': 'requests==2.20.0\n',
    }
    expect(added({ ...code, ...pinned, ...lists }, settings)).toEqual(['requests'])
    expect(added({ ...code, ...pinned }, settings)).toEqual(['requests'])
  })

  it('has the version of the lock', () => {
    const lock = ['django 5.2.8', 'gunicorn 23.0.0', 'requests 2.32.1'].map((each) => {
      const [name, version] = each.split(' ')
      return `[[package]]\nname = "${name}"\nversion = "${version}"\n`
    })
    const files = {
      ...code,
      'poetry.lock': lock.join('\n'),
      'pyproject.toml':
        '[tool.poetry.dependencies]\ndjango = "^5.2"\ngunicorn = "*"\n[tool.poetry.group.dev.dependencies]\nrequests = "^2.31"\n',
    }
    expect(added(files, settings)).toEqual(['requests==2.32.1'])
  })

  it('is not what a function imports, or what may be absent', () => {
    const lazy = {
      'shop/conf/live.py':
        'def f():\n    import requests\ntry:\n    import celery\nexcept ImportError:\n    pass\n',
    }
    expect(added({ ...code, ...pinned, ...lazy, 'requirements/dev.txt': 'requests\n' }, settings)).toEqual([])
  })
})

it('is not missing what Mezzanine brings', () => {
  const files = {
    'requirements.txt': 'Mezzanine==6.0.0\n',
    'shop/__init__.py': '',
    'shop/settings.py': 'import PIL\n',
  }
  const place = { file: 'shop/settings.py', line: 3 }
  const installedApps = ['grappelli_safe', 'filebrowser_safe', 'mezzanine.pages'].map((name) => ({
    name,
    place,
  }))
  expect(added(files, { installedApps, engine: 'sqlite' })).not.toContain('pillow')
  expect(codes(files, { installedApps }).join()).not.toContain('application-nowhere')
  const other = { ...files, 'requirements.txt': 'Django==5.2.8\n' }
  expect(added(other, { installedApps })).toEqual(
    expect.arrayContaining(['grappelli-safe', 'filebrowser-safe']),
  )
})
