/**
 * A small project whose migrations a test makes up, and a release of it as the server has them: `run`, an overlay that
 * chooses the settings. Paths are those below the release's directory.
 */
export interface MigratedProject {
  /** Python of the settings' DATABASES. */
  readonly database: string
  readonly migrations: Readonly<Record<string, string>>
  readonly models?: string
  /** Applications beside `shop`. */
  readonly applications?: readonly string[]
  readonly settings?: string
}

export function projectFiles(project: MigratedProject): Record<string, string> {
  const migrations = Object.entries(project.migrations)
  return {
    'overlay/cabestan_shop/__init__.py': overlay,
    'overlay/cabestan_shop/settings.py': settingsOf(project),
    'overlay/cabestan_shop/manage.py': manage,
    'source/shop/__init__.py': '',
    'source/shop/models.py': project.models ?? '',
    ...(migrations.length > 0 ? { 'source/shop/migrations/__init__.py': '' } : {}),
    ...Object.fromEntries(migrations.map(([name, text]) => [`source/shop/migrations/${name}.py`, text])),
  }
}

/** `python` is the program; the release finds its own place. */
export function runScript(release: string, python: string): string {
  return `#!/bin/sh
set -a
[ ! -r ${release}/env ] || . ${release}/env
DJANGO_SETTINGS_MODULE=cabestan_shop.settings
PYTHONPATH=${release}/overlay
PYTHONUNBUFFERED=1
set +a
cd ${release}/source || exit
case $1 in
  manage.py) shift; exec ${python} -m cabestan_shop.manage "$@" ;;
  python) shift; exec ${python} "$@" ;;
  *) exec "$@" ;;
esac
`
}

/** One migration after another, each with its operations. */
export function migration(
  operations: string,
  { after, more = '' }: { after?: string; more?: string } = {},
): string {
  const dependencies = after ? `[('shop', '${after}')]` : '[]'
  return `from django.conf import settings
from django.db import migrations, models


def fill(apps, schema_editor):
    pass


class Migration(migrations.Migration):
    ${more}
    dependencies = ${dependencies}
    operations = [
${operations
  .trim()
  .split('\n')
  .map((line) => `        ${line.trim()}`)
  .join('\n')}
    ]
`
}

const overlay = `import os
import sys

sys.path.insert(0, os.getcwd())


def choose_settings():
    os.environ['DJANGO_SETTINGS_MODULE'] = 'cabestan_shop.settings'
`

const manage = `import sys

from cabestan_shop import choose_settings

choose_settings()
from django.core.management import execute_from_command_line

execute_from_command_line(['manage.py'] + sys.argv[1:])
`

function settingsOf({ database, applications = [], settings = '' }: MigratedProject): string {
  return `print('the settings say hello')
SECRET_KEY = 'x'
USE_TZ = True
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
INSTALLED_APPS = [${['shop', ...applications].map((name) => `'${name}'`).join(', ')}]
DATABASES = {'default': ${database}}
${settings}
`
}
