import { describe, expect, it } from 'vitest'
import { codes, header, input, read } from '../packages.fixture.ts'
import { judgeDependencies } from './judge-dependencies.ts'

describe('the judge', () => {
  it('says what is old, loose and missing', () => {
    expect(codes({ 'requirements.txt': 'Django==2.2\nrequests\n-r gone.txt\n' })).toEqual([
      'warning dependencies.django-unsupported',
      'warning dependencies.python-unsupported',
      'error dependencies.missing-file',
      'warning dependencies.unpinned',
    ])
  })

  it('names the packages to be upgraded beside a Django that no Python runs', () => {
    const findings = judgeDependencies(
      input({ 'requirements.txt': 'Django==1.9.8\ncelery==3.1.23\n' }),
      '2026-11-24',
    )
    const [found] = findings.filter(({ code }) => code === 'dependencies.python-unavailable')
    expect(found?.values).toMatchObject({ cures: 'Django 1.11, celery 4.2.2', python: '3.8' })
  })

  it('refuses Python 2, and a Django that no Python runs', () => {
    expect(codes({ 'requirements.txt': 'Django==1.8', 'shop/views.py': 'print "hello"\n' })).toContain(
      'error dependencies.python2',
    )
    expect(codes({ 'requirements.txt': 'Django==1.10' })).toContain('error dependencies.python-unavailable')
    const oldest = codes({ 'requirements.txt': 'Django==1.2.7' })
    expect(oldest).toContain('error dependencies.python-unavailable')
    expect(oldest).toContain('warning dependencies.django-unsupported')
    expect(oldest).not.toContain('warning dependencies.python-unsupported')
  })

  it('says which Python of the project’s was not to be had, also of a range', () => {
    const asked = (python: string, django: string) =>
      codes({
        'pyproject.toml': `[project]\nrequires-python = "${python}"\ndependencies = ["django${django}"]\n`,
      })
    expect(asked('>=3.20', '==5.2.8')).toContain('warning dependencies.python-other')
    expect(asked('<3.10', '==5.2.8')).toContain('warning dependencies.python-other')
    expect(asked('>=3.9', '==5.2.8')).not.toContain('warning dependencies.python-other')
    expect(asked('>=3.11,<3.12', '>=5')).not.toContain('warning dependencies.python-other')
  })

  it('takes the Django that runs on the Python which the project names, as an installer would', () => {
    const found = (files: Record<string, string>, python?: string) => {
      const { django, series } = read(files, python === undefined ? {} : { python }).python
      return [django.value, series.value]
    }
    const loose = { 'requirements.txt': 'Django>=5\n' }
    expect(found({ ...loose, '.python-version': '3.11\n' })).toEqual(['5.2', '3.11'])
    expect(found(loose, '3.11')).toEqual(['5.2', '3.11'])
    // No version runs on that Python, so the list stays as it is.
    expect(found({ ...loose, '.python-version': '3.8\n' })[0]).toBe(found(loose)[0])
  })

  it('calls a branch no version', () => {
    const pinned = (reference: string) => {
      const files = {
        'requirements.txt': `Django==5.2.8\nmaps @ git+https://forge.example/a/maps${reference}\n`,
      }
      return !codes(files).includes('warning dependencies.unpinned')
    }
    expect(['@main', '', '@stable/4.2.x', '@4.2.x'].map(pinned)).toEqual([false, false, false, false])
    expect(['@v1.2.0', '@1f2e3d4c5b', '@release-2.0#egg=maps'].map(pinned)).toEqual([true, true, true])
    const pipfile = (reference: string) =>
      codes({
        Pipfile: `[packages]\ndjango = "==5.2.8"\nmaps = {git = "https://forge.example/a/maps"${reference}}\n`,
      })
    expect(pipfile(', ref = "main"')).toContain('warning dependencies.unpinned')
    expect(pipfile(', ref = "v2.1"')).not.toContain('warning dependencies.unpinned')
  })

  it('does not set the owner’s Python aside', () => {
    const django = { 'requirements.txt': 'Django==2.0.13\n' }
    expect(codes(django, { python: '3.13' })).toContain('error dependencies.python-refused')
    expect(codes({ ...django, 'runtime.txt': 'python-3.13\n' })).toContain(
      'warning dependencies.python-other',
    )
    expect(codes({ 'requirements.txt': 'Django==5.2\n' }, { python: '3.13' })).not.toContain(
      'error dependencies.python-refused',
    )
  })

  it('knows a lock that has no files for an older Python', () => {
    const wheel = (tag: string) =>
      `    { url = "https://x/lxml-6.0-${tag}-${tag}-manylinux_2_28_x86_64.whl", hash = "sha256:a" },\n`
    const lock = (...tags: string[]) => `version = 1
[[package]]
name = "lxml"
version = "6.0"
source = { registry = "https://pypi.example/simple" }
wheels = [
${tags.map(wheel).join('')}]

[[package]]
name = "shop"
version = "0.1"
source = { virtual = "." }
dependencies = [{ name = "lxml" }, { name = "django" }]

[[package]]
name = "django"
version = "5.2"
source = { registry = "https://pypi.example/simple" }
`
    const pyproject =
      '[project]\nname = "shop"\nrequires-python = ">=3.14"\ndependencies = ["lxml", "django"]\n'
    const told = (python: string, ...tags: string[]) =>
      codes({ 'pyproject.toml': pyproject, 'uv.lock': lock(...tags) }, { python }).filter((code) =>
        code.endsWith('lock-python'),
      )
    expect(told('3.13', 'cp314', 'cp315')).toEqual(['error dependencies.lock-python'])
    expect(told('3.14', 'cp314', 'cp315')).toEqual([])
    expect(told('3.13', 'cp312', 'cp314')).toEqual([])
  })

  it('knows a lock that is older than what is asked for', () => {
    const files = {
      Pipfile: '[packages]\ndjango = ">=4.2"\nstripe = "*"\n',
      'Pipfile.lock': '{"default": {"django": {"version": "==3.2.1"}}}',
    }
    expect(codes(files)).toContain('warning dependencies.stale-lock')
  })
})

describe('a field of a model', () => {
  it('says what happens on deletion; a pattern that asks for one need not', () => {
    const files = (line: string) => ({
      'requirements.txt': 'django==5.1\n',
      'shop/settings.py': header('5.1'),
      'shop/__init__.py': '',
      'shop/forms.py': `from django.db import models\n${line}\n`,
    })
    const found = (line: string) => codes(files(line)).filter((code) => code.startsWith('error'))
    expect(found('owner = models.ForeignKey(User)')).not.toEqual([])
    expect(found('match field:\n    case models.ForeignKey():\n        pass')).toEqual([])
  })
})

describe('a module beside the one that imports it', () => {
  const application = {
    'shop/__init__.py': '',
    'shop/settings.py': header('1.11'),
    'shop/forms.py': '',
    'shop/views.py': 'from forms import OrderForm\n',
  }

  it('is no package of a stranger, and a sign of Python 2', () => {
    expect(read(application).dependencies.packages.map(({ name }) => name)).not.toContain('forms')
    expect(codes(application)).toContain('error dependencies.python2')
  })

  it('is no sign of it where it is the module itself, which means the package of its name', () => {
    const views = 'from ovh.client import Client\n'
    const files = { ...application, 'shop/ovh.py': 'import ovh\n', 'shop/views.py': views }
    expect(codes(files)).not.toContain('error dependencies.python2')
  })

  it('is told by a number that begins with zero, unless it is zero', () => {
    const octal = (written: string) =>
      codes({ 'shop/__init__.py': '', 'shop/views.py': `class View:\n    order = ${written}\n` })
    expect(octal('0644')).toContain('error dependencies.python2')
    expect(octal('000')).not.toContain('error dependencies.python2')
  })

  it('is no sign of it where a list names the package', () => {
    const files = { ...application, 'shop/glom.py': '', 'shop/views.py': 'from glom import glom\n' }
    expect(codes(files)).toContain('error dependencies.python2')
    for (const name of ['glom', 'glom-api', 'python-glom', 'pyglom'])
      expect(codes({ ...files, 'requirements.txt': `django==4.2\n${name}==23.5\n` })).not.toContain(
        'error dependencies.python2',
      )
  })

  it('is no sign of it beside a `__main__.py`, whose directory is looked in first', () => {
    const install = {
      'install/__init__.py': '',
      'install/tools.py': '',
      'install/tasks.py': 'import tools\n',
    }
    const files = { ...application, 'shop/views.py': '', ...install }
    expect(codes(files)).toContain('error dependencies.python2')
    expect(codes({ ...files, 'install/__main__.py': 'from tasks import run\n' })).not.toContain(
      'error dependencies.python2',
    )
  })

  it('is no sign of it where the project says where Python looks', () => {
    const settings = `${header('1.11')}import sys\nsys.path.insert(0, __file__)\n`
    expect(codes({ ...application, 'shop/settings.py': settings })).not.toContain(
      'error dependencies.python2',
    )
  })

  it('is a package where one is known by that name', () => {
    const files = { ...application, 'shop/stripe.py': '', 'shop/views.py': 'import stripe\n' }
    expect(read(files).dependencies.packages.map(({ name }) => name)).toContain('stripe')
    expect(codes(files)).not.toContain('error dependencies.python2')
  })
})

describe('an application that is nowhere', () => {
  const apps = (...names: string[]) =>
    names.map((name) => ({ name, place: { file: 'shop/settings.py', line: 3 } }))
  const told = (files: Record<string, string>, ...names: string[]) =>
    codes({ 'shop/settings.py': '', ...files }, { installedApps: apps(...names) }).find((each) =>
      each.endsWith('dependencies.application-nowhere'),
    ) ?? null
  const list = { 'requirements.txt': 'Django==4.1.1\ndjango-flights-plus==1.0\n' }

  it('is refused: its folder was never committed', () => {
    const known = { 'requirements.txt': 'Django==4.1.1\nPillow==9.0\n' }
    expect(told(known, 'django.contrib.auth', 'vols')).toBe('error dependencies.application-nowhere')
  })

  it('is only told where a package that is not known may bring it', () => {
    expect(told(list, 'vols')).toBe('warning dependencies.application-nowhere')
    expect(
      told({ 'requirements.txt': 'Django==5.2\ndjango-vols-paris-theme==1.0\n' }, 'vols_theme'),
    ).toBeNull()
    const dev = { 'requirements-dev.txt': 'pytest\nvols-chart==1.0\n' }
    expect(told({ ...list, ...dev }, 'vols_chart')).toBeNull()
  })

  it('is not there because its static files once were collected into git', () => {
    const collected = { 'staticfiles/vols/css/base.css': '', 'templates/vols/list.html': '' }
    expect(told({ ...list, ...collected }, 'vols')).toBe('warning dependencies.application-nowhere')
  })

  it('is not, where git has it, a package of the list may bring it, or Cabestan knows what does', () => {
    expect(told({ ...list, 'vols/__init__.py': '' }, 'vols')).toBeNull()
    const old = { 'requirements.txt': 'Django==1.8.1\ndjango-mass-edit\ndjango-websocket-redis==0.4.4\n' }
    expect(told(old, 'massadmin', 'ws4redis')).toBeNull()
    expect(told({ ...list, 'site/apps/vols/__init__.py': '' }, 'vols')).toBeNull()
    expect(told(list, 'flights_plus')).toBeNull()
    expect(told(list, 'flightsplus_admin')).toBeNull()
    expect(told(list, 'corsheaders')).toBeNull()
  })

  it('is not, where no list says what there is: then it is one of the packages', () => {
    expect(told({}, 'vols')).toBeNull()
  })
})
