import { VenvOrder } from '@cabestan/protocol/orders'
import { describe, expect, it } from 'vitest'
import { publicHosts } from '../dependencies/lists/public-index.ts'
import { decidedForTests } from '../overlay/cases.fixture.ts'
import { overlayFor } from '../overlay/overlay-view.ts'
import { readProject } from '../read.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { buildOrder } from './build-order.ts'
import { dataFiles } from './data-files.ts'
import { uploadsInGit } from './uploads.ts'
import { packagesToApprove, venvOrder } from './venv-order.ts'

const project = {
  'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
  'shop/__init__.py': '',
  'shop/settings.py': `INSTALLED_APPS = ['django.contrib.staticfiles', 'compressor']\nROOT_URLCONF = 'shop.urls'
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'db.sqlite3'}}\n`,
  'shop/urls.py': 'urlpatterns = []\n',
}

function read(files: Record<string, string>, serverPythons: readonly string[] = []) {
  const tree = memoryTree({ ...project, ...files })
  return { tree, reading: readProject(tree, { start: '', choices: {}, serverPythons }) }
}

function order(files: Record<string, string>, serverPythons?: readonly string[]): VenvOrder {
  const { tree, reading } = read(files, serverPythons)
  return VenvOrder.parse(venvOrder(reading, tree))
}

describe('files among the data', () => {
  it('are those that the settings name below the application’s own directories', () => {
    const settings = `${project['shop/settings.py']}
from huey import SqliteHuey
DATABASES['books'] = {'ENGINE': 'django.db.backends.sqlite3', 'NAME': '/srv/shop/data/books/b.sqlite3'}
HUEY = SqliteHuey('shop', filename='/srv/shop/data/huey/q.db')
OTHERS = ['/srv/shop/data/../x/y', '/srv/shopping/data/x', '/srv/shop/media']
`
    const paths = { data: '/srv/shop/data', media: '/srv/shop/media' }
    const file = { path: ['N'], from: 'a/n.txt', to: '/srv/shop/data/a/n.txt', isPath: false, isFile: true }
    const moved = [file, { ...file, to: '/srv/shop/data/b', isFile: false }]
    expect(dataFiles(read({ 'shop/settings.py': settings }).reading, { data: moved }, paths)).toEqual({
      dataFiles: ['/srv/shop/data/a/n.txt', '/srv/shop/data/books/b.sqlite3', '/srv/shop/data/huey/q.db'],
    })
    expect(dataFiles(read({}).reading, { data: [] }, paths)).toEqual({})
  })
})

describe('files of visitors that are in git', () => {
  const media = '/srv/shop/media'
  const uploads = (
    settings: string,
    files: readonly string[],
    more: Readonly<Record<string, string>> = {},
  ) => {
    const tree = Object.fromEntries(files.map((path) => [path, '']))
    const { reading } = read({
      ...tree,
      ...more,
      'shop/settings.py': `${project['shop/settings.py']}import os
BASE_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
${settings}`,
    })
    const { files: view } = overlayFor(reading, decidedForTests)
    return uploadsInGit(reading, view, media).uploads
  }

  it('come to where theirs are kept', () => {
    const settings =
      "MEDIA_ROOT = os.path.join(BASE_DIR, 'media')\nPRIVATE_ROOT = os.path.join(BASE_DIR, 'private')\n"
    expect(uploads(settings, ['media/a.png', 'private/b.pdf'])).toEqual([
      { from: 'media', to: media },
      { from: 'private', to: '/srv/disquaire/data/private' },
    ])
    expect(uploads("MEDIA_ROOT = os.path.join(BASE_DIR, 'media')\n", ['media/.gitkeep'])).toBeUndefined()
  })

  it('are a file, where that is all; a directory is made where git has none of it', () => {
    const settings =
      "COUNTER = os.path.join(BASE_DIR, 'kept/n.txt')\nBILLS = os.path.join(BASE_DIR, 'bills')\n"
    const code = `from django.conf import settings\ndef view(request):\n    open(settings.COUNTER, 'w')\n    open(settings.BILLS + '/a', 'w')\n`
    const bills = { from: 'bills', to: '/srv/disquaire/data/bills' }
    const uploadsWith = (files: Record<string, string>) =>
      uploads(settings, [], { 'shop/tasks.py': code, ...files })
    expect(uploadsWith({})).toEqual([bills])
    expect(uploadsWith({ 'kept/n.txt': '1' })).toEqual([
      { from: 'kept/n.txt', to: '/srv/disquaire/data/kept/n.txt' },
      bills,
    ])
  })

  it('are never the code, where all of it is called that', () => {
    expect(uploads('MEDIA_ROOT = BASE_DIR\n', ['a.png'])).toBeUndefined()
    expect(uploads("MEDIA_ROOT = os.path.join(BASE_DIR, 'shop')\n", ['shop/a.png'])).toBeUndefined()
  })

  it('are not where the project collects its static files', () => {
    expect(uploads("STATIC_ROOT = os.path.join(BASE_DIR, 'static')\n", ['static/a.css'])).toBeUndefined()
  })
})

describe('what uv is given', () => {
  it('is the packages as lines, with what production needs beside them', () => {
    const given = order({
      'requirements.txt': 'Django==4.2.16\npywin32==300\npillow>=10 ; python_version > "3"',
    })
    expect(given).toMatchObject({
      requirements: ['django==4.2.16', 'pillow>=10'],
      complete: false,
      hashed: false,
      local: [],
    })
    expect(given.beside).toContain('gunicorn>=21')
    expect(given.buildConstraints).toEqual(['setuptools<81'])
  })

  it('is the Python that the server has, where the project runs on it', () => {
    const files = { 'requirements.txt': 'django==5.2' }
    expect(order(files).python).toBe('3.14')
    expect(order(files, ['3.11']).python).toBe('3.11')
    expect(order(files, ['3.9', '3.13']).python).toBe('3.13')
    expect(order({ 'requirements.txt': 'django==6.0' }, ['3.11']).python).toBe('3.14')
  })

  it('keeps the hashes of a lock, which resolves nothing', () => {
    const lock = {
      default: {
        django: { version: '==4.2.16', hashes: ['sha256:aa', 'sha256:bb'] },
        gunicorn: { version: '==23.0.0', hashes: ['sha256:cc'] },
      },
    }
    const given = order({ Pipfile: '[packages]\ndjango = "*"\n', 'Pipfile.lock': JSON.stringify(lock) })
    expect(given.requirements[0]).toBe('django==4.2.16 --hash=sha256:aa --hash=sha256:bb')
    expect(given).toMatchObject({ complete: true })
  })

  it('demands hashes only where every line has some', () => {
    const lines = ['django==4.2.16 --hash=sha256:aa', 'gunicorn==23.0.0 --hash=sha256:bb']
    expect(order({ 'requirements.txt': [...lines, ''].join('\n') })).toMatchObject({
      hashed: false,
      beside: ['django-compressor'],
    })
    const whole = [...lines, 'django-compressor==4.5 --hash=sha256:cc'].join('\n')
    expect(order({ 'requirements.txt': whole })).toMatchObject({ hashed: true, beside: [] })
  })

  it.each([
    [
      '-e git+https://forge.example/anna/money.git@v1#egg=money',
      'money @ git+https://forge.example/anna/money.git@v1',
    ],
    [
      'git+ssh://git@forge.example:anna/money.git#egg=money',
      'money @ git+ssh://git@forge.example/anna/money.git',
    ],
    [
      'git+git://github.com/anna/money#egg=money&subdirectory=py',
      'money @ git+https://github.com/anna/money#subdirectory=py',
    ],
    [
      'https://files.example/money-1.0-py3-none-any.whl',
      'money @ https://files.example/money-1.0-py3-none-any.whl',
    ],
  ])('takes %s from where it is', (written, line) => {
    expect(order({ 'requirements.txt': `django==4.2\n${written}\n` }).requirements).toContain(line)
  })

  it('hands on where packages come from, but for the public index, whose place is the server’s own', () => {
    const files = {
      'requirements.txt': `--index-url https://${publicHosts[0]}/simple\n--extra-index-url https://packages.example/simple\n-f https://links.example/\ndjango==4.2`,
    }
    expect(order(files).indexes).toEqual([
      '--extra-index-url https://packages.example/simple',
      '--find-links https://links.example/',
    ])
  })

  it('hands on the indexes of a lock', () => {
    const lock = `version = 1
[[package]]
name = "shop"
source = { virtual = "." }
dependencies = [{ name = "django" }, { name = "torch" }]
[[package]]
name = "django"
version = "4.2.16"
source = { registry = "https://${publicHosts[0]}/simple" }
[[package]]
name = "torch"
version = "2.4.0"
source = { registry = "https://wheels.example/cpu" }
`
    const given = order({
      'uv.lock': lock,
      'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["django", "torch"]\n',
    })
    expect(given.indexes).toEqual(['--extra-index-url https://wheels.example/cpu'])
  })

  it('hands on those that Poetry locks packages to', () => {
    const lock = `[[package]]
name = "django"
version = "4.2.16"

[[package]]
name = "torch"
version = "2.4.0"

[package.source]
type = "legacy"
url = "https://wheels.example/cpu"
reference = "wheels"
`
    const given = order({
      'poetry.lock': lock,
      'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.11"\ndjango = "*"\ntorch = "*"\n',
    })
    expect(given.indexes).toEqual(['--extra-index-url https://wheels.example/cpu'])
  })
})

describe('a package that lies in the source', () => {
  const files = {
    'requirements/prod.txt': 'django==4.2\n-e ./libs/money[fast]\n',
    'libs/money/setup.py': 'from setuptools import setup\nsetup(name="money")\n',
    'libs/money/money.py': 'rate = 1\n',
  }

  it('is named from the top, and never editable', () => {
    expect(order(files).requirements).toContain('./libs/money[fast]')
  })

  it('is known by its content alone', () => {
    const [before] = order(files).local
    expect(order({ ...files, 'shop/views.py': '' }).local).toEqual([before])
    const [after] = order({ ...files, 'libs/money/money.py': 'rate = 2\n' }).local
    expect(before?.path).toBe('libs/money')
    expect(after?.tree).not.toBe(before?.tree)
  })

  it('that is the project itself is known by its metadata, so that not every commit makes a venv', () => {
    const own = {
      'requirements.txt': 'django==4.2\n-e .\n',
      'setup.py': 'from setuptools import setup\nsetup()\n',
    }
    const [before] = order(own).local
    expect(before?.path).toBe('')
    expect(order({ ...own, 'shop/views.py': '' }).local).toEqual([before])
    expect(
      order({ ...own, 'setup.py': 'from setuptools import setup\nsetup(name="x")\n' }).local,
    ).not.toEqual([before])
  })
})

describe('packages that nobody declared', () => {
  it('are to be approved', () => {
    const { reading } = read({
      'shop/views.py': 'import requests\n',
      'shop/urls.py': 'from . import views\n',
    })
    expect(packagesToApprove(reading.dependencies)).toEqual(expect.arrayContaining(['django']))
    expect(packagesToApprove(read({ 'requirements.txt': 'django==4.2' }).reading.dependencies)).toEqual([])
  })
})

describe('what has to be made of the source', () => {
  const built = {
    'requirements.txt': 'django==4.2',
    'package.json': JSON.stringify({ scripts: { build: 'vite build' } }),
    'vite.config.js': "export default { build: { outDir: 'static/dist' } }",
  }

  it.each([
    ['server', { sentFiles: false, frontEnd: { directory: '', manager: 'npm', scripts: ['build'] } }],
    ['laptop', { sentFiles: true, frontEnd: null }],
    ['off', { sentFiles: false, frontEnd: null }],
  ] as const)('with the front end built on: %s', (place, expected) => {
    expect(buildOrder(read(built).reading, place)).toMatchObject(expected)
  })

  it('is the static files and their compression, as its applications say', () => {
    expect(buildOrder(read({}).reading, 'server')).toMatchObject({
      static: true,
      compress: true,
      translations: false,
    })
    const plain = { 'shop/settings.py': "INSTALLED_APPS = ['django.contrib.auth']\n" }
    expect(buildOrder(read(plain).reading, 'server')).toMatchObject({ static: false, compress: false })
  })

  it('is what an application of Django makes itself, unless the front end is off', () => {
    const files = { 'shop/settings.py': "INSTALLED_APPS = ['django_tailwind_cli']\n" }
    const commands = ['tailwind build', 'tailwind remove_cli']
    expect(buildOrder(read(files).reading, 'server').commands).toEqual(commands)
    expect(buildOrder(read(files).reading, 'off').commands).toBeUndefined()
  })

  it('is the translations that git has in their source only', () => {
    const { reading } = read({ 'requirements.txt': 'django', 'shop/locale/fr/LC_MESSAGES/django.po': '' })
    expect(buildOrder(reading, 'server').translations).toBe(true)
  })
})
