import { describe, expect, it } from 'vitest'
import { codes, header, read } from '../packages.fixture.ts'

describe('a pyproject.toml without a lock', () => {
  const packages = (files: Record<string, string>, directory = '') =>
    read(files, { directory, pythonPath: [directory] }).dependencies.packages.map(
      ({ name, from, url, place }) => `${from === 'index' ? name : `${name} ${from} ${url}`}:${place.line}`,
    )

  it('takes what is not on the index from where uv is told to', () => {
    const sources = `[tool.uv.sources]
core = { workspace = true }
My_Fork = { git = "https://git.example/fork", tag = "v2", subdirectory = "python" }
near = { path = "../near" }
`
    const files = {
      'pyproject.toml': `[tool.uv.workspace]\nmembers = ["*"]\n${sources}`,
      'web/manage.py': '',
      'web/pyproject.toml':
        '[project]\nname = "web"\ndependencies = [\n"django==5.2.1",\n"core", "my-fork", "near"]\n',
      'core/pyproject.toml': '[project]\nname = "Core"\n',
    }
    expect(packages(files, 'web')).toEqual([
      'django:4',
      'core path ../core:5',
      'my-fork vcs git+https://git.example/fork@v2#subdirectory=python:5',
      'near path ../near:5',
    ])
  })

  it('takes the group that holds Django, where nothing else does', () => {
    const group = (name: string) => `${name} = ["django==5.2.1"]\n`
    expect(packages({ 'pyproject.toml': `[dependency-groups]\n${group('main')}` })).toEqual(['django:2'])
    const optional = '[project]\nname = "shop"\n[project.optional-dependencies]\n'
    expect(packages({ 'pyproject.toml': optional + group('site') })).toEqual(['django:4'])
    expect(
      packages({
        'pyproject.toml':
          '[tool.poetry.dependencies]\n[tool.poetry.group.site.dependencies]\ndjango = "5.2.1"\n',
      }),
    ).toEqual(['django:3'])
    expect(read({ 'pyproject.toml': `[dependency-groups]\n${group('dev')}` }).dependencies.source.value).toBe(
      'imports',
    )
  })
})

describe('an index beside the public one', () => {
  const builds = 'torch==2.5.1+cpu'
  it.each([
    ['--extra-index-url https://wheels.example/cpu', builds, false],
    ['-f https://wheels.example/cpu/list.html', builds, false],
    ['--extra-index-url https://wheels.example/cpu', 'torch==2.5.1', true],
    ['--extra-index-url https://anna:secret@wheels.example/cpu', builds, true],
    [`--extra-index-url https://${'$'}{TOKEN}@wheels.example/cpu`, builds, true],
    ['--extra-index-url https://wheels.example/cpu?token=x', builds, true],
    ['--extra-index-url http://wheels.example/cpu', builds, true],
    ['--extra-index-url https://wheels:8443/cpu', builds, true],
    ['--extra-index-url https://10.0.0.7/cpu', builds, true],
  ])('%s for %s may need a key: %s', (option, line, told) => {
    const found = codes({ 'requirements.txt': `${option}\ndjango==4.2\n${line}\n` })
    expect(found.includes('warning dependencies.private-index')).toBe(told)
  })
})

describe('the list that production is installed from', () => {
  it.each<[string, Record<string, string>, readonly string[], readonly string[]]>([
    ['the only one', { 'requirements.txt': 'django==4.2' }, ['requirements.txt'], []],
    [
      'the one for production, with what it stands on',
      {
        'requirements/base.txt': 'django==4.2',
        'requirements/dev.txt': '-r base.txt\npytest',
        'requirements/prod.txt': 'gunicorn',
      },
      ['requirements/base.txt', 'requirements/prod.txt'],
      ['requirements/dev.txt'],
    ],
    [
      'the one for the product, not the one to develop with',
      {
        'requirements/base.txt': 'django==2.2',
        'requirements/develop.txt': '-r base.txt\nipdb',
        'requirements/product.txt': '-r ./base.txt\ngunicorn',
      },
      ['requirements/product.txt'],
      ['requirements/develop.txt'],
    ],
    [
      'the whole one, of two that are both for production',
      {
        'requirements-prod-ingestion.txt': 'django==5.2',
        'requirements-prod.txt': '-r requirements-prod-ingestion.txt\nwagtail==7.0',
      },
      ['requirements-prod.txt'],
      [],
    ],
    [
      'no decoy',
      {
        'requirements-dev.txt': 'django==4.2',
        'docs/requirements.txt': 'sphinx\ndjango',
        'requirements.txt': 'django==4.2',
      },
      ['requirements.txt'],
      ['requirements-dev.txt'],
    ],
    [
      'the one that the image installs, among the scripts too',
      {
        'scripts/pip/rsr.txt': 'django==4.2',
        Dockerfile: 'COPY scripts/pip/rsr.txt ./\nRUN pip install -r rsr.txt\n',
      },
      ['scripts/pip/rsr.txt'],
      [],
    ],
    [
      'the one that the image installs, before what it was compiled from under another name',
      {
        'deploy/pip/production.in': 'Django>=4.2',
        'deploy/pip/2_shop.txt': 'django==4.2.17',
        Dockerfile: 'COPY deploy/pip/2_shop.txt ./\nRUN pip install -r 2_shop.txt\n',
      },
      ['deploy/pip/2_shop.txt'],
      ['deploy/pip/production.in'],
    ],
    [
      'the compiled one',
      { 'requirements.in': 'django', 'requirements.txt': 'django==4.2\nasgiref==3.7' },
      ['requirements.txt'],
      ['requirements.in'],
    ],
    [
      'the compiled one that is called a lock',
      {
        'config/requirements/prod.in': 'django~=5.0\nPillow~=10.3.0',
        'config/requirements/prod_lock.txt': 'django==5.0.6\npillow==10.3.0',
      },
      ['config/requirements/prod_lock.txt'],
      ['config/requirements/prod.in'],
    ],
    [
      'what production adds, with the base that names Django, though a package of it brings Django too',
      {
        'requirements/common.txt': 'django==3.2.2\ndjango-braces==1.14',
        'requirements/production.txt': 'gunicorn==20.0.4\ndjango-anymail==8.1',
      },
      ['requirements/common.txt', 'requirements/production.txt'],
      [],
    ],
    [
      'what production needs, where what lies beside it is no base of it',
      {
        'requirements/web.txt': 'wagtail==6.0',
        'requirements/dev.txt': 'django==4.2',
        'requirements/scrapers.txt': 'django==4.2\nscrapy',
      },
      ['requirements/web.txt'],
      ['requirements/dev.txt', 'requirements/scrapers.txt'],
    ],
    [
      'the one that the image installs',
      {
        'requirements.txt': 'django==4.1',
        'server.txt': '',
        'deploy/requirements.txt': 'django==4.2',
        Dockerfile: 'FROM python:3.12\nRUN pip install -r deploy/requirements.txt\n',
      },
      ['deploy/requirements.txt'],
      ['requirements.txt'],
    ],
  ])('is %s', (_title, files, expected, others) => {
    const { dependencies } = read(files)
    expect(dependencies.files).toEqual(expected)
    expect(dependencies.others).toEqual(others)
  })

  it('is not one about something else', () => {
    const { dependencies } = read({
      'requirements.txt': 'sphinx==4\nmkdocs\nansible\n',
      'shop/settings.py': `${header('3.2')}import environ\n`,
    })
    expect(dependencies.source.value).toBe('imports')
    expect(dependencies.others).toEqual(['requirements.txt'])
    expect(dependencies.packages.map(({ name, specifier }) => name + specifier)).toEqual([
      'django==3.2.*',
      'django-environ',
    ])
  })

  it('is the lock of a Pipfile full of stars', () => {
    const { dependencies, python } = read({
      Pipfile: '[packages]\ndjango = "*"\n[requires]\npython_version = "3.9"\n',
      'Pipfile.lock': '{"default": {"django": {"version": "==3.2.1"}, "pytz": {"version": "==2021.1"}}}',
    })
    expect(dependencies.source.value).toBe('pipenv')
    expect(dependencies.pinned).toBe(true)
    expect(python).toMatchObject({
      django: { value: '3.2.1' },
      series: { value: '3.9', certainty: 'stated' },
    })
  })

  it('is refused where the person names a file that the commit does not have', () => {
    const files = { 'requirements.txt': 'Django==5.2\n' }
    expect(codes(files, { chosen: ['requirments.txt'] })).toContain('error dependencies.missing-file')
    expect(codes(files, { chosen: ['requirements.txt'] })).not.toContain('error dependencies.missing-file')
  })

  it('is asked for where the file that the person names lists nothing', () => {
    const files = { 'requirements.txt': 'Django==5.2\n', 'setup.txt': '# nothing\n' }
    expect(codes(files, { chosen: ['setup.txt'] })).toContain('error dependencies.no-list')
    expect(codes(files, { chosen: ['requirements.txt'] })).not.toContain('error dependencies.no-list')
  })

  it('is not a lock that was forgotten when the packages went into another list', () => {
    const lock = (...names: string[]) =>
      JSON.stringify({ default: Object.fromEntries(names.map((name) => [name, { version: '==4.0' }])) })
    const filesOf = (...locked: string[]) =>
      read({
        Pipfile: `[packages]\n${locked.map((name) => `${name} = "*"\n`).join('')}`,
        'Pipfile.lock': lock(...locked),
        'requirements.txt': 'Django==4.0\ndjangorestframework==3.13.1\n',
        'shop/settings.py': 'import os\n',
        'shop/urls.py': 'from rest_framework.routers import DefaultRouter\n',
        'shop/__init__.py': '',
      }).dependencies.files
    expect(filesOf('django')).toEqual(['requirements.txt'])
    expect(filesOf('django', 'djangorestframework')).toEqual(['Pipfile.lock', 'Pipfile'])
  })

  it('takes of Poetry’s groups those that are neither optional nor for development', () => {
    const group = (name: string, more = '') =>
      `[tool.poetry.group.${name}]\n${more}\n[tool.poetry.group.${name}.dependencies]\n${name}er = "1.0"\n`
    const { dependencies } = read({
      'pyproject.toml': `[tool.poetry.dependencies]\ndjango = "^4.2"\n${group('admin')}${group('lint')}${group('extra', 'optional = true')}`,
    })
    expect(dependencies.packages.map(({ name }) => name)).toEqual(['django', 'adminer'])
  })

  it('is what the image installs, wherever the image keeps it', () => {
    const lists = { 'requirements-prod.txt': 'django==5.2', 'requirements.txt': 'django==5.2\nwagtail==7' }
    const image = (path: string) => ({ ...lists, Dockerfile: `RUN /venv/bin/pip install -r ${path}\n` })
    expect(read(lists).dependencies.files).toEqual(['requirements-prod.txt'])
    expect(read(image('/code/requirements.txt')).dependencies.files).toEqual(['requirements.txt'])
    expect(read(image('/code/none.txt')).dependencies.files).toEqual(['requirements-prod.txt'])
  })

  it('takes from poetry.lock what production needs, and nothing of the others', () => {
    const { dependencies } = read({
      'pyproject.toml':
        '[tool.poetry.dependencies]\npython = "^3.9"\ndjango = "^4.2"\n[tool.poetry.group.prod.dependencies]\ngunicorn = "*"\n[tool.poetry.group.dev.dependencies]\npytest = "*"\n',
      'poetry.lock':
        '[[package]]\nname = "django"\nversion = "4.2.1"\n[package.dependencies]\nsqlparse = ">=0.3"\ntzdata = {version = "*", markers = "sys_platform == \\"win32\\""}\n[[package]]\nname = "sqlparse"\nversion = "0.4"\n[[package]]\nname = "tzdata"\nversion = "2024"\n[[package]]\nname = "pytest"\nversion = "8"\n[[package]]\nname = "gunicorn"\nversion = "22.0"\n',
    })
    expect(dependencies.packages.map(({ name, specifier }) => name + specifier)).toEqual([
      'django==4.2.1',
      'gunicorn==22.0',
      'sqlparse==0.4',
    ])
    expect(dependencies.groups).toEqual(['prod'])
  })

  it('takes the lock that Rye makes, and the one that a list leads to', () => {
    const pyproject = '[project]\nname = "shop"\ndependencies = ["django>=5"]\n'
    const lock = '# generated by rye\n-e file:.\nasgiref==3.8.1\n    # via django\ndjango==5.2.1\n'
    const rye = read({
      'pyproject.toml': pyproject,
      'requirements.lock': lock,
      'requirements-dev.lock': `${lock}pytest==8\n`,
    })
    expect(rye.dependencies.files).toEqual(['requirements.lock'])
    expect(rye.python.django.value).toBe('5.2.1')
    const led = read({
      'requirements.txt': '-r requirements.lock\n',
      'requirements.lock': 'django==5.2.1\n',
      'requirements.in': 'django>=5\n',
    })
    expect(led.dependencies.packages.map(({ name, specifier }) => name + specifier)).toEqual([
      'django==5.2.1',
    ])
  })

  it('believes the exact Django of an extra for production before the range of the list', () => {
    const list = '[project]\nname = "shop"\ndependencies = ["Django>=5.1"]\n[project.optional-dependencies]\n'
    const { dependencies, python } = read({
      'pyproject.toml': `${list}deploy = ["Django==6.0.1"]\n`,
      'shop/__init__.py': '',
    })
    expect(python.django.value).toBe('6.0.1')
    expect(dependencies.added.map(({ name }) => name)).not.toContain('django')
    const ranges = read({ 'pyproject.toml': `${list}deploy = ["Django<5.3"]\n`, 'shop/__init__.py': '' })
    expect(ranges.python.django.value).toBe('5.2')
  })

  it('takes from uv.lock the member of the workspace that holds manage.py', () => {
    const { dependencies } = read(
      {
        'uv.lock':
          'version = 1\n[[package]]\nname = "web"\nversion = "0"\nsource = { editable = "apps/web" }\ndependencies = [{ name = "django" }]\n[[package]]\nname = "django"\nversion = "5.2.1"\n[[package]]\nname = "flask"\nversion = "3"\n',
        'apps/web/pyproject.toml': '[project]\nname = "web"\ndependencies = ["django>=5"]\n',
        'apps/web/manage.py': '',
      },
      { directory: 'apps/web', projects: ['apps/web'], pythonPath: ['apps/web'] },
    )
    expect(dependencies.source.value).toBe('uv')
    expect(dependencies.packages.map(({ name }) => name)).toEqual(['django'])
  })
})

describe('a pixi.toml', () => {
  it('names packages of PyPI, and of conda those that PyPI has too', () => {
    const pixi = `[project]\nname = "shop"\n[dependencies]\npython = ">=3.12,<3.13"\nlibgdal = "*"\npillow = "10.*"\n[pypi-dependencies]\ndjango = ">=5.1.3, <6"\ncelery = { version = "==5.4.0", extras = ["redis"] }\n[feature.dev.pypi-dependencies]\nruff = "*"\n`
    const { dependencies, python } = read({ 'pixi.toml': pixi })
    expect(dependencies.files).toEqual(['pixi.toml'])
    expect(dependencies.packages.map(({ name, specifier }) => `${name}${specifier}`).toSorted()).toEqual([
      'celery==5.4.0',
      'django>=5.1.3,<6',
      'pillow==10.*',
    ])
    expect(python.series.value).toBe('3.12')
  })
})

describe('an environment of conda', () => {
  it('has with it the list that its pip is given, which is none of its own', () => {
    const environment =
      'dependencies:\n  - python=3.10\n  - django=4.2.5=py310h06a4308_0\n  - pip:\n      - -r deploy/extra.txt\n      - whitenoise==6.5\n'
    const files = { 'environment.yml': environment, 'deploy/extra.txt': 'django-axes==6.0\n' }
    const { dependencies } = read(files)
    expect(dependencies.files).toEqual(['environment.yml', 'deploy/extra.txt'])
    expect(dependencies.packages.map(({ name, specifier }) => `${name}${specifier}`)).toEqual([
      'django==4.2.5',
      'whitenoise==6.5',
      'django-axes==6.0',
    ])
    expect(codes(files)).not.toContain('warning dependencies.several')
  })

  it('has what conda writes down of itself left out, and the rest by the names that PyPI has', () => {
    const environment =
      'dependencies:\n  - python=3.12\n  - django=5.2\n  - brotli-python=1.2.0=py312_1\n  - python_abi=3.12=8_cp312\n  - redis=8.0.0=h1\n  - redis-py=5.2.0=py312_0\n  - freetype=2.13\n  - python-dateutil=2.9.0=py_0\n'
    const { dependencies } = read({ 'environment.yml': environment })
    expect(dependencies.packages.map(({ name, specifier }) => `${name}${specifier}`)).toEqual([
      'django==5.2.*',
      'brotli==1.2.0',
      'redis==5.2.0',
      'python-dateutil==2.9.0',
    ])
  })
})

describe('a list that looks as if it were about something else', () => {
  it('is that of a package which is installed from the repository', () => {
    const setup = "from setuptools import setup\nsetup(name='deps', install_requires=['requests'])\n"
    expect(codes({ 'requirements.txt': 'django==5.2.8\n', 'deps/setup.py': setup })).toContain(
      'note dependencies.unrelated',
    )
    const files = { 'requirements.txt': 'django==5.2.8\n-e ./deps\n', 'deps/setup.py': setup }
    expect(codes(files)).not.toContain('note dependencies.unrelated')
  })

  it('shares its lock with the project', () => {
    const lock = `version = 1
[[package]]
name = "shop"
version = "1"
source = { virtual = "." }
dependencies = [{ name = "django" }, { name = "tools" }]
[[package]]
name = "django"
version = "5.2.8"
source = { registry = "https://pypi.example/simple" }
[[package]]
name = "tools"
version = "1"
source = { editable = "libs/tools" }
`
    const files = {
      'uv.lock': lock,
      'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["django>=5", "tools"]\n',
      'libs/tools/pyproject.toml': '[project]\nname = "tools"\n',
    }
    expect(codes(files)).not.toContain('note dependencies.unrelated')
  })
})

describe('a setup.cfg', () => {
  it('gives each package with its own line', () => {
    const setup =
      '[metadata]\nname = shop\n[options]\npython_requires = >=3.9\ninstall_requires =\n    django>=4.2,<5\n    # images\n    pillow\n'
    const { dependencies } = read({ 'setup.cfg': setup })
    expect(dependencies.packages.map(({ name, place }) => `${name}:${place.line}`)).toEqual([
      'django:6',
      'pillow:8',
    ])
  })
})
