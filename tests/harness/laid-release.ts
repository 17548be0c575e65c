import type { Build, ReleaseOrder } from '@cabestan/protocol/orders'
import { buildOrder } from '../../packages/cabestan/src/project/order/build-order.ts'
import { venvOrder } from '../../packages/cabestan/src/project/order/venv-order.ts'
import { readProject } from '../../packages/cabestan/src/project/read.ts'
import { memoryTree } from '../../packages/cabestan/src/project/tree/memory-tree.ts'
import type { Server } from './sandbox.ts'

export type Files = Readonly<Record<string, string>>

const commit = { id: '1a2b3c4'.padEnd(40, '0'), subject: 'work', author: 'Anna', at: 0 }

/** What the stages before would have left: the application's user, its environment, its directories. */
export async function prepareApplication(server: Server, name: string): Promise<void> {
  await server.sh(`useradd --system --home-dir /srv/${name} --shell /usr/sbin/nologin ${name}
    install -d -m 0711 /srv/${name} /srv/${name}/releases
    install -d -o ${name} -g ${name} -m 0750 /srv/${name}/data
    umask 027; printf 'SECRET_KEY=%s\\nOWN_KEY=owner\\n' '${'k'.repeat(60)}' > /srv/${name}/env; chgrp ${name} /srv/${name}/env`)
}

/** A source as git would have laid it out, the application's own while it is built. */
export async function laySource(server: Server, name: string, release: string, files: Files): Promise<void> {
  const directory = `/srv/${name}/releases/${release}`
  const script = Object.entries(files).map(
    ([path, text]) =>
      `mkdir -p "$(dirname '${path}')" && base64 -d > '${path}' <<E\n${Buffer.from(text).toString('base64')}\nE`,
  )
  await server.sh(
    `rm -rf ${directory}; install -d -m 0711 -g ${name} ${directory}; install -d ${directory}/source; cd ${directory}/source
${script.join('\n')}
chown -R ${name}:${name} ${directory}/source; chmod 0750 ${directory}/source`,
  )
}

export interface Ordered {
  readonly name: string
  readonly release: string
  readonly files: Files
  /** Of the server. */
  readonly pythons: readonly string[]
  /** What is to be built beyond what the reading says. */
  readonly build?: Partial<Build>
  /** The owner's word, where the reading would choose another one. */
  readonly python?: string
  /** The files that packages are read from, where the reading would choose others. */
  readonly dependencies?: readonly string[]
  /** Lines behind the overlay's settings. */
  readonly settings?: string
}

/** An order as the command line writes it, with the least overlay that there can be. */
export function orderFor({
  name,
  release,
  files,
  pythons,
  build,
  python,
  dependencies,
  settings = '',
}: Ordered): ReleaseOrder {
  const tree = memoryTree(files)
  const choices = { ...(python ? { python } : {}), ...(dependencies ? { dependencies } : {}) }
  const reading = readProject(tree, {
    start: '',
    choices,
    serverPythons: pythons,
  })
  const directory = `/srv/${name}/releases/${release}`
  return {
    commit,
    ref: 'main',
    name,
    package: `cabestan_${name}`,
    source: { parts: [{ path: '', commit: commit.id }], large: [], directories: [], repository: null },
    venv: venvOrder(reading, tree),
    files: [
      { path: 'run', content: runScript(name, directory), executable: true },
      ...overlay(name, reading.settings.module.value ?? '', settings),
    ],
    environment: {
      DEBUG: { value: '0' },
      OWN_KEY: { value: 'of the release' },
      REDIS_URL: { parts: ['redis://:', { key: 'SECRET_KEY' }, '@localhost'] },
    },
    needed: [],
    build: { ...buildOrder(reading, 'server'), ...build },
    database: {
      type: 'own',
      file: null,
      seed: null,
      makeMigrations: [],
      skipsChecks: true,
      allowUnsafe: false,
      maintenance: false,
      lockSeconds: 5,
      migrateSeconds: 60,
      fixtures: [],
    },
    web: {
      programs: { blue: `${name}-blue`, green: `${name}-green` },
      workers: 1,
      firstWorkers: 1,
      growsAfter: 'drain',
      stopSeconds: 30,
      drainSeconds: 5,
      accessLog: `/var/log/nginx/${name}.access.log`,
    },
    programs: [],
    steps: [],
    probe: { host: 'localhost', scheme: 'http', path: '/', known: true, seconds: 10, watchSeconds: 0 },
    hooks: { before: null, after: null, notifyCommand: null, notifyAddress: null },
    schedules: [],
    keep: 5,
  }
}

function runScript(name: string, directory: string): string {
  return `#!/bin/sh
set -a
. ${directory}/env
DJANGO_SETTINGS_MODULE=cabestan_${name}.settings
PYTHONPATH=${directory}/overlay
CABESTAN_RELEASE=${directory}
VIRTUAL_ENV=${directory}/venv
PATH=${directory}/venv/bin:/usr/bin:/bin
HOME=/srv/${name}/data
set +a
cd ${directory}/source || exit
case $1 in
  manage.py) shift; exec python -m cabestan_${name}.manage "$@" ;;
  *) exec "$@" ;;
esac
`
}

function overlay(name: string, module: string, settings: string): ReleaseOrder['files'] {
  const at = `overlay/cabestan_${name}`
  const written = {
    [`${at}/__init__.py`]: `import os
import sys

sys.path.insert(0, os.getcwd())


def choose_settings():
    os.environ['DJANGO_SETTINGS_MODULE'] = 'cabestan_${name}.settings'
`,
    [`${at}/settings.py`]: `from ${module} import *
import os
STATIC_ROOT = os.environ['CABESTAN_RELEASE'] + '/static'
${settings}
`,
    [`${at}/manage.py`]: `import sys

from cabestan_${name} import choose_settings

choose_settings()
from django.core.management import execute_from_command_line

execute_from_command_line(['manage.py'] + sys.argv[1:])
`,
  }
  return Object.entries(written).map(([path, content]) => ({ path, content, executable: false }))
}
