import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const made: string[] = []
process.once('exit', () => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true })
})

/** A git repository with these files in its only commit; it is removed with the process that made it. */
export function gitProject(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'cabestan-git-'))
  made.push(directory)
  layProject(directory, files)
  return directory
}

/** The same at a given place. */
export function layProject(directory: string, files: Readonly<Record<string, string>>): void {
  git(directory, 'init', '--quiet', '--initial-branch=main')
  commit(directory, files)
}

export function commit(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), content)
  }
  git(directory, 'add', '--all')
  git(directory, 'commit', '--quiet', '--message=work')
}

export function git(directory: string, ...argv: string[]): void {
  const person = ['-c', 'user.name=Anna', '-c', 'user.email=anna@disquaire.example']
  execFileSync('git', ['-C', directory, ...person, ...argv], { stdio: 'ignore' })
}

/** A shop as somebody leaves it after a tutorial. */
export const shop: Readonly<Record<string, string>> = {
  'manage.py': `import os
import sys

if __name__ == '__main__':
    os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
`,
  'requirements.txt': 'Django==5.2.19\nasgiref==3.10.0\nsqlparse==0.5.3\n',
  'shop/__init__.py': '',
  'shop/settings.py': `import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = os.environ['SECRET_KEY']
DEBUG = os.environ.get('DEBUG') == '1'
ALLOWED_HOSTS = []
INSTALLED_APPS = ['django.contrib.admin', 'django.contrib.auth', 'django.contrib.contenttypes',
                  'django.contrib.sessions', 'django.contrib.messages', 'django.contrib.staticfiles']
MIDDLEWARE = ['django.middleware.security.SecurityMiddleware',
              'django.contrib.sessions.middleware.SessionMiddleware',
              'django.middleware.common.CommonMiddleware',
              'django.middleware.csrf.CsrfViewMiddleware',
              'django.contrib.auth.middleware.AuthenticationMiddleware',
              'django.contrib.messages.middleware.MessageMiddleware']
ROOT_URLCONF = 'shop.urls'
WSGI_APPLICATION = 'shop.wsgi.application'
TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True,
              'OPTIONS': {'context_processors': ['django.template.context_processors.request',
                                                 'django.contrib.auth.context_processors.auth',
                                                 'django.contrib.messages.context_processors.messages']}}]
DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'shop'}}
STATIC_URL = '/static/'
TIME_ZONE = 'Europe/Paris'
DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
`,
  'shop/urls.py': `from django.contrib import admin
from django.http import HttpResponse
from django.urls import path

urlpatterns = [path('', lambda request: HttpResponse('welcome')), path('admin/', admin.site.urls)]
`,
  'shop/wsgi.py': `import os
from django.core.wsgi import get_wsgi_application

os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')
application = get_wsgi_application()
`,
}
