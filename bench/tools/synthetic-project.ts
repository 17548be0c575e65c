import { spawnSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A repository of about 5,000 files, as a product of some years has them: 80 applications, 480 migrations. */
export async function syntheticProject(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'cabestan-reading-'))
  run(path, ['init', '--quiet', '--initial-branch=main'])
  const files = [
    ...projectFiles(),
    ...Array.from({ length: applications }, (_, at) => applicationFiles(at)).flat(),
  ]
  const contents = files.map(
    ([file, text]) => `M 100644 inline ${file}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
  )
  const commit = 'commit refs/heads/main\ncommitter Anna <anna@example.org> 1577934245 +0000\ndata 4\nwork\n'
  run(path, ['fast-import', '--quiet'], commit + contents.join(''))
  run(path, ['checkout', '--quiet', 'main'])
  return path
}

type File = readonly [path: string, text: string]

const applications = 80

function projectFiles(): File[] {
  const names = Array.from({ length: applications }, (_, at) => `'app${at}'`).join(', ')
  const base = `from pathlib import Path
import environ

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
SECRET_KEY = env('SECRET_KEY')
DEBUG = env.bool('DEBUG', default=False)
INSTALLED_APPS = ['django.contrib.admin', 'django.contrib.auth', 'django.contrib.contenttypes', ${names}]
MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']
ROOT_URLCONF = 'config.urls'
DATABASES = {'default': env.db('DATABASE_URL')}
STATIC_URL = '/static/'
STATIC_ROOT = BASE_DIR / 'staticfiles'
MEDIA_ROOT = BASE_DIR / 'media'
`
  const urls = Array.from(
    { length: applications },
    (_, at) => `    path('app${at}/', include('app${at}.urls')),`,
  )
  return [
    [
      'manage.py',
      `import os\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.production')\n`,
    ],
    ['requirements.txt', 'Django==5.2.1\npsycopg[binary]==3.2.3\ndjango-environ==0.11.2\ngunicorn==23.0.0\n'],
    ['config/__init__.py', ''],
    ['config/settings/__init__.py', ''],
    ['config/settings/base.py', base],
    ['config/settings/production.py', `from .base import *\n\nALLOWED_HOSTS = env.list('ALLOWED_HOSTS')\n`],
    ['config/urls.py', `from django.urls import include, path\n\nurlpatterns = [\n${urls.join('\n')}\n]\n`],
    [
      'config/wsgi.py',
      `from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n`,
    ],
  ]
}

function applicationFiles(at: number): File[] {
  const name = `app${at}`
  const code = Array.from({ length: 12 }, (_, number) => view(number)).join('\n')
  const python = ['views', 'admin', 'forms', 'serializers', 'services', 'tasks', 'tests', 'utils'].map(
    (module): File => [`${name}/${module}.py`, code],
  )
  const pages = Array.from({ length: 22 }, (_, number): File[] => [
    [
      `${name}/templates/${name}/page${number}.html`,
      `{% extends 'base.html' %}\n<h1>${number}</h1>\n`.repeat(20),
    ],
    [`${name}/static/${name}/style${number}.css`, `.page${number} { color: black; }\n`.repeat(40)],
  ]).flat()
  return [
    [`${name}/__init__.py`, ''],
    [
      `${name}/apps.py`,
      `from django.apps import AppConfig\n\n\nclass Config(AppConfig):\n    name = '${name}'\n`,
    ],
    [`${name}/models.py`, models()],
    [
      `${name}/urls.py`,
      `from django.urls import path\n\nfrom . import views\n\nurlpatterns = [path('', views.view0)]\n`,
    ],
    [`${name}/migrations/__init__.py`, ''],
    ...Array.from(
      { length: 6 },
      (_, number): File => [`${name}/migrations/000${number + 1}_change.py`, migration(name, number)],
    ),
    ...python,
    ...pages,
  ]
}

function models(): string {
  const classes = Array.from({ length: 5 }, (_, at) => {
    const fields = Array.from(
      { length: 8 },
      (_, field) => `    field${field} = models.CharField(max_length=80, blank=True)`,
    )
    return `class Model${at}(models.Model):\n${fields.join('\n')}\n\n    def __str__(self):\n        return self.field0\n`
  })
  return `from django.db import models\n\n\n${classes.join('\n\n')}`
}

function view(number: number): string {
  return `def view${number}(request, pk=None):
    """What happens here is explained in a sentence of the usual length."""
    items = [item for item in range(10) if item % 2 == 0]
    context = {'items': items, 'title': f'Page {pk} of ${number}', 'count': len(items)}
    return render(request, 'page.html', context)
`
}

function migration(name: string, number: number): string {
  const dependencies = number === 0 ? '' : `('${name}', '000${number}_change')`
  const operations = Array.from({ length: 5 }, (_, at) =>
    number === 0
      ? `        migrations.CreateModel(name='Model${at}', fields=[('id', models.AutoField(primary_key=True))]),`
      : `        migrations.AddField('model${at}', 'field${number}', models.CharField(max_length=80, blank=True)),`,
  )
  return `from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [${dependencies}]

    operations = [
${operations.join('\n')}
    ]
`
}

function run(path: string, argv: readonly string[], input = ''): void {
  const { status, stderr } = spawnSync('git', ['-C', path, ...argv], { input, encoding: 'utf8' })
  if (status !== 0) throw new Error(`git ${argv.join(' ')}: ${stderr}`)
}
