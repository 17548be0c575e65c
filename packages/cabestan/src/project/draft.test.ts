import { expect, it } from 'vitest'
import { draftOf } from './draft.ts'
import { readProject } from './read.ts'
import { memoryTree } from './tree/memory-tree.ts'

it('remembers which of several projects its owner chose', () => {
  const manage = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n"
  const files = (at: string) => ({ [`${at}/manage.py`]: manage, [`${at}/shop/settings.py`]: '' })
  const tree = memoryTree({ ...files('chat'), ...files('users') })
  const entry = { key: 'directory', value: 'users', why: 'several', place: { file: 'users/manage.py' } }
  const chosen = readProject(tree, { start: '', choices: { directory: 'users' } })
  expect(draftOf(chosen, 'users')).toContainEqual(entry)
  expect(draftOf(chosen)).not.toContainEqual(entry)
})

it('names no page that is guessed: of one that is named, a release asks that it answers', () => {
  const settings = `INSTALLED_APPS = ['rest_framework']\nROOT_URLCONF = 'shop.urls'\nREST_FRAMEWORK = {'DEFAULT_PERMISSION_CLASSES': ('rest_framework.permissions.IsAuthenticated',)}\n`
  const files = {
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    'shop/__init__.py': '',
    'shop/settings.py': settings,
    'shop/views.py': 'class Discs(ModelViewSet):\n    permission_classes = [IsAuthenticated]\n',
    'shop/urls.py': `from shop.views import Discs\nrouter = SimpleRouter()\nrouter.register('discs', Discs)\nurlpatterns = [path('api/', include(router.urls))]\n`,
  }
  const reading = readProject(memoryTree(files), { start: '', choices: {} })
  expect(reading.page).toMatchObject({ value: '/api/discs/', certainty: 'guessed' })
  expect(draftOf(reading).map(({ key }) => key)).not.toContain('page')
})

it('takes PostgreSQL where the settings say SQLite and the migrations want what PostgreSQL alone has', () => {
  const files = {
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    'shop/__init__.py': '',
    'shop/settings.py': `INSTALLED_APPS = ['discs']\nDATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'dev.db'}}\n`,
    'discs/__init__.py': '',
    'discs/models.py': 'from django.db import models\nclass Disc(models.Model): pass\n',
    'discs/migrations/__init__.py': '',
  }
  const draft = (more: Record<string, string>) =>
    draftOf(readProject(memoryTree({ ...files, ...more }), { start: '', choices: {} })).filter(({ key }) =>
      /^(?:database|postgres)$/.test(key),
    )
  expect(draft({})).toMatchObject([{ key: 'database', value: 'sqlite' }])
  const unaccent = 'discs/migrations/0001_unaccent.py'
  const operation =
    'from django.contrib.postgres.operations import UnaccentExtension\noperations = [UnaccentExtension()]\n'
  expect(draft({ [unaccent]: operation })).toEqual([
    { key: 'database', value: 'postgresql', why: 'wanted', place: { file: unaccent, line: 1 } },
    expect.objectContaining({ key: 'postgres', value: { extensions: ['unaccent'] } }),
  ])
})
