import { describe, expect, it } from 'vitest'
import { memoryTree } from '../tree/memory-tree.ts'
import { judgeWhere } from './judge-where.ts'
import { readWhere } from './read-where.ts'

const manage = (module: string) => `import os
import sys
from django.core.management import execute_from_command_line
os.environ.setdefault('DJANGO_SETTINGS_MODULE', ${module})
execute_from_command_line(sys.argv)
`

function codes(files: Record<string, string>, start = '') {
  const tree = memoryTree(files)
  return judgeWhere({ tree, where: readWhere(tree, start), directory: null }).map(({ code, wants }) =>
    `${code} ${wants ?? ''}`.trim(),
  )
}

describe('the project', () => {
  it('is found by its manage.py, wherever that is', () => {
    const where = readWhere(
      memoryTree({ 'src/backend/manage.py': manage(`'shop.settings'`), 'src/backend/shop/settings.py': '' }),
      '',
    )
    expect(where.directory).toMatchObject({ value: 'src/backend', certainty: 'stated' })
    expect(where.pythonPath).toEqual(['src/backend'])
  })

  it('is not in a virtualenv, an example or a shell script', () => {
    const files = {
      'manage.py': manage(`'shop.settings'`),
      'shop/settings.py': '',
      'env/pyvenv.cfg': 'home = /usr',
      'env/lib/project/manage.py': manage(`'x.settings'`),
      'example/manage.py': manage(`'example.settings'`),
      'bin/manage': '#!/bin/sh\nDJANGO_SETTINGS_MODULE=x exec python manage.py',
    }
    const { directory, projects } = readWhere(memoryTree(files), '')
    expect(directory).toMatchObject({ value: '', certainty: 'derived' })
    expect(projects.map((project) => project.directory)).toEqual(['', 'example'])
  })

  it('is the one in which the command was typed', () => {
    const files = { 'a/manage.py': manage(`'x.settings'`), 'b/manage.py': manage(`'x.settings'`) }
    expect(readWhere(memoryTree(files), 'b').directory.value).toBe('b')
    expect(readWhere(memoryTree(files), '').directory.value).toBeNull()
    expect(codes(files)).toEqual(['where.several question'])
  })

  it('without manage.py lies where its settings are found from', () => {
    const files = {
      '__init__.py': '',
      'food/__init__.py': '',
      'food/food/__init__.py': '',
      'food/food/settings.py': '',
      'food/food/wsgi.py': `os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'food.settings')\napplication = get_wsgi_application()\n`,
    }
    expect(readWhere(memoryTree(files), '').directory.value).toBe('food')
  })

  it('is not what a package tests itself with, unless somebody goes there', () => {
    const files = {
      'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\n',
      'shop/models.py': '',
      'testproject/manage.py': manage(`'testproject.settings'`),
    }
    expect(codes(files)).toEqual(['where.of-tests question'])
    expect(codes(files, 'testproject')).toEqual([])
    expect(codes({ ...files, 'pyproject.toml': '' })).toEqual([])
    const alone = `ROOT_URLCONF = 'shop.urls'`
    expect(codes({ 'shop/tests/settings.py': alone, 'test_settings.py': alone })).toEqual([
      'where.none change',
    ])
  })

  it('is the one that compose builds an image of', () => {
    const projects = {
      'manage.py': manage(`'a.settings'`),
      'a/settings.py': '',
      'backend/manage.py': manage(`'b.settings'`),
      'backend/b/settings.py': '',
    }
    const chosen = (compose: string) =>
      readWhere(memoryTree({ ...projects, 'docker-compose.yml': compose }), '').directory.value
    expect(chosen('services:\n  db: {image: postgres}\n')).toBe('')
    expect(chosen('services:\n  web: {build: ./backend}\n')).toBe('backend')
    expect(chosen('services:\n  web:\n    build: {context: .}\n  ui: {build: ui}\n')).toBe('')
    const both = { 'x/manage.py': projects['manage.py'], 'y/manage.py': projects['manage.py'] }
    const of = (compose: string) =>
      readWhere(memoryTree({ ...both, 'deploy/compose.yaml': compose }), '').directory.value
    expect(of('services: {web: {build: ../y}}')).toBe('y')
    expect(of('services: {web: {build: ../y}, other: {build: ../x}}')).toBeNull()
  })

  it('is none of several that only one has containers of its own', () => {
    const projects = (...names: string[]) =>
      Object.fromEntries(names.map((name) => [`${name}/manage.py`, manage(`'${name}.settings'`)]))
    const where = (files: Record<string, string>) => readWhere(memoryTree(files), '').directory.value
    const own = { 'mail/compose.yml': 'services: {web: {build: .}}' }
    expect(where({ ...projects('mail', 'wiki', 'network'), ...own })).toBeNull()
    expect(where({ ...projects('mail', 'lectures_code'), ...own })).toBe('mail')
    expect(where(projects('mail', 'lecture4/airline', 'exercises'))).toBe('mail')
  })

  it('has above it what only an included part of its settings names', () => {
    const files = {
      'src/manage.py': manage(`'settings'`),
      'src/urls.py': '',
      'src/settings/__init__.py': "from split_settings.tools import include\ninclude('components/*.py')\n",
      'src/settings/components/common.py': "ROOT_URLCONF = 'src.urls'\n",
    }
    expect(readWhere(memoryTree(files), '').pythonPath).toEqual(['src', ''])
  })

  it('is not made by a module of views that is called manage.py', () => {
    const files = {
      'manage.py': manage(`'shop.settings'`),
      'shop/__init__.py': '',
      'shop/invoices/__init__.py': '',
      'shop/invoices/manage.py': 'from django.shortcuts import render\n\ndef manage(request): ...\n',
    }
    expect(readWhere(memoryTree(files), '').projects.map(({ directory }) => directory)).toEqual([''])
  })

  it('may have no manage.py', () => {
    const files = {
      'site/shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application',
      'site/shop/__init__.py': '',
    }
    expect(readWhere(memoryTree(files), '').directory.value).toBe('site')
    expect(codes(files)).toEqual(['where.manage-missing'])
  })

  it.each([
    [{ 'README.md': 'x' }, 'where.none change'],
    [{ 'app.py': 'from flask import Flask' }, 'where.none change'],
    // The function is called like Django's own.
    [
      {
        'manage.py': 'from cli import cli\ncli()',
        'conf/asgi.py': 'from fastapi import FastAPI\ndef get_asgi_application():\n    return FastAPI()\n',
      },
      'where.none change',
    ],
    [{ '{{cookiecutter.name}}/manage.py': manage(`'config.settings'`) }, 'where.template change'],
    [{ 'manage.py': manage(`'%s.settings' % real_name('{{ project_name }}')`) }, 'where.template change'],
    [
      {
        'manage.py':
          'from django.core.management import execute_manager\nimport settings\nexecute_manager(settings)',
      },
      'where.python2 change',
    ],
    [{ 'manage.py': '', 'shop/settings.py': '' }, 'where.manage-unreadable'],
  ])('is refused, or said to be odd: %o', (files, code) => {
    expect(codes(files as Record<string, string>)).toContain(code)
  })
})

describe('the settings that entry points name', () => {
  const named = (expression: string) => {
    const files = { 'manage.py': `ENV = os.environ.get('ENV', 'dev')\n${manage(expression)}` }
    return readWhere(memoryTree(files), '').projects[0]?.settingsNamed.map(({ module }) => module)
  }

  it.each([
    [`'shop.settings'`, ['shop.settings']],
    [`'shop.' + 'settings'`, ['shop.settings']],
    [`'shop.settings.%s' % ENV`, ['shop.settings.dev']],
    [`f'shop.settings.{ENV}'`, ['shop.settings.dev']],
    [`'shop.settings.{}'.format(ENV)`, ['shop.settings.dev']],
    [`'a.test' if 'test' in sys.argv else 'a.dev'`, ['a.test', 'a.dev']],
    ['unknown()', []],
  ])('%s', (expression, modules) => {
    expect(named(expression)).toEqual(modules)
  })

  it('says which are assigned outright, and which only where there is none', () => {
    const files = {
      'manage.py': manage(`'shop.settings'`),
      'shop/wsgi.py': `os.environ['DJANGO_SETTINGS_MODULE'] = 'shop.live'\napplication = get_wsgi_application()`,
      'shop/asgi.py': `if 'DJANGO_SETTINGS_MODULE' not in os.environ:\n    os.environ['DJANGO_SETTINGS_MODULE'] = 'shop.live'\napplication = get_asgi_application()`,
    }
    const [project] = readWhere(memoryTree(files), '').projects
    expect(project?.settingsNamed.map(({ place, outright }) => [place.file, outright])).toEqual([
      ['manage.py', false],
      ['shop/wsgi.py', true],
      ['shop/asgi.py', false],
    ])
  })
})

describe('the Python path', () => {
  it('has what manage.py and the settings add to it', () => {
    const files = {
      'manage.py': `import os, sys\nBASE = os.path.dirname(os.path.abspath(__file__))\nsys.path.insert(0, os.path.join(BASE, 'apps'))\n${manage(`'shop.settings'`)}`,
      'shop/settings.py': `from pathlib import Path\nimport sys\nsys.path.append(str(Path(__file__).resolve().parents[1] / 'libs'))`,
    }
    expect(readWhere(memoryTree(files), '').pythonPath).toEqual(['', 'apps', 'libs'])
    // The directory is appended, so a package of the same name comes before a module in it.
    expect(readWhere(memoryTree(files), '').appended).toEqual(['libs'])
    const both = { ...files, 'manage.py': files['manage.py'].replace("'apps'", "'libs'") }
    expect(readWhere(memoryTree(both), '').appended).toBeUndefined()
    const itself = {
      ...files,
      'shop/settings.py': `import os, sys\nsys.path.append(os.path.abspath(__file__))`,
    }
    expect(readWhere(memoryTree(itself), '').pythonPath).toEqual(['', 'apps'])
  })

  it('has the library above a sandbox, and where the settings really are', () => {
    const sandbox = {
      'sandbox/manage.py': manage(`'settings'`),
      'sandbox/settings.py': `INSTALLED_APPS = ['oscar.apps.shop']`,
      'src/oscar/__init__.py': '',
    }
    expect(readWhere(memoryTree(sandbox), '').pythonPath).toEqual(['sandbox', 'src'])
    const below = { 'manage.py': manage(`'shop.settings'`), 'src/shop/settings.py': '' }
    expect(readWhere(memoryTree(below), '').pythonPath).toEqual(['', 'src'])
  })

  it('has no settings of another project, which are called alike', () => {
    const files = {
      'shop/templates/manage.py': manage(`'settings'`),
      'shop/templates/settings.py.jinja2': '',
      'testproject/manage.py': manage(`'testproject.settings'`),
      'testproject/testproject/settings.py': '',
    }
    const { projects, pythonPath } = readWhere(memoryTree(files), 'shop/templates')
    expect(projects).toHaveLength(2)
    expect(pythonPath).toEqual(['shop/templates'])
  })

  it('has what holds the package that manage.py lies in', () => {
    const files = {
      'backend/src/base/__init__.py': '',
      'backend/src/base/manage.py': `import django\n${manage('name')}`,
      'backend/src/base/config/__init__.py': '',
      'backend/src/base/config/asgi.py':
        'from django.core.asgi import get_asgi_application\nfrom base.config.helpers import Limited\n',
    }
    expect(readWhere(memoryTree(files), '').pythonPath).toEqual(['backend/src/base', 'backend/src'])
  })

  it('is found by the package of settings that git does not have', () => {
    const files = {
      'shop/__init__.py': '',
      'shop/manage.py': manage(`'shop.settings.local'`),
      'shop/settings/__init__.py': '',
      'shop/settings/base.py': `INSTALLED_APPS = ['shop.records']`,
    }
    expect(readWhere(memoryTree(files), '').pythonPath).toEqual(['shop', ''])
  })

  it('has no package in it, whose modules are called like others', () => {
    const files = {
      'manage.py': manage(`'src.settings'`),
      'src/settings.py': 'from celery import Celery',
      'src/celery.py': 'from celery import Celery',
    }
    expect(readWhere(memoryTree(files), '').pythonPath).toEqual([''])
    expect(readWhere(memoryTree({ ...files, 'src/__init__.py': '' }), '').pythonPath).toEqual([''])
  })

  it('has no package that is appended to it and that nobody imports from', () => {
    const files = {
      'manage.py': `from pathlib import Path\nimport sys\nsys.path.append(str(Path(__file__).parent.resolve() / 'shop'))\n${manage(`'config.settings'`)}`,
      'config/settings.py': `INSTALLED_APPS = ['shop.users']\nfrom celery import schedules`,
      'shop/__init__.py': 'from .celery import app',
      'shop/celery.py': 'from celery import Celery',
      'shop/users/models.py': '',
    }
    expect(readWhere(memoryTree(files), '').pythonPath).toEqual([''])
    const imported = { ...files, 'shop/users/views.py': 'from users.models import User' }
    expect(readWhere(memoryTree(imported), '').pythonPath).toEqual(['', 'shop'])
    const listed = { ...files, 'config/settings.py': `INSTALLED_APPS = ['users']` }
    expect(readWhere(memoryTree(listed), '').pythonPath).toEqual(['', 'shop'])
  })
})

it('survives names that lead to themselves', () => {
  const loop = Array.from({ length: 50 }, () => `a = a + a + '{}'.format(a)`).join('\n')
  expect(readWhere(memoryTree({ 'manage.py': `${loop}\n${manage('a')}` }), '').projects).toHaveLength(1)
})
