import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReleaseStage } from '@cabestan/protocol/releases'
import { expect } from 'vitest'
import { stages } from '../../packages/cabestan/src/report/catalogue/en/release.ts'
import { type CommandOptions, cabestan, type Ended } from './command-line.ts'
import { commit, git, gitProject, shop } from './git-project.ts'
import { type Load, startLoad } from './load.ts'
import { ask } from './page.ts'
import { type Server, startServer } from './sandbox.ts'
import type { Suite } from './suites.ts'

/**
 * A small project and a bare server of its own, for what may go wrong with a release: each failure begins with the
 * commit that is good, and visitors look on all the while.
 */
export interface LiveShop extends Shop {
  readonly server: Server
}

/** On any server that a command line can reach. */
export interface Shop {
  readonly directory: string
  run(words: readonly string[], options?: CommandOptions): Promise<Ended>
  /** Deploys the good commit with changes in these files, and with these words. */
  deploy(files: Files, words?: readonly string[], options?: CommandOptions): Promise<Ended>
  /** The same, and it has to go live: afterwards visitors get what `page` says. */
  deployWell(page: string, files?: Files, words?: readonly string[]): Promise<Ended>
  /** The description of the server, with these lines in place of its own. */
  configuration(...lines: readonly string[]): Files
  /** From now on the content of these files is good. */
  keep(files: Files): void
  page(path?: string): Promise<string>
  /** The directory of the live release. */
  live(): Promise<string>
  /** Starts visitors. */
  open(): void
  /**
   * Since the last check nobody was refused and everybody got this. A deviation is not reported again by the next
   * check.
   */
  expectVisitors(...pages: string[]): Promise<void>
  /** What went wrong for visitors since the last check, in tests that are about that. */
  forgetVisitors(): Promise<readonly string[]>
  close(): Promise<void>
}

type Files = Readonly<Record<string, string>>

export interface ShopOptions extends ShopContent {
  readonly suite: Suite
  /** False where connections are cut off. */
  readonly keepsConnection?: boolean
}

export interface ShopContent {
  readonly files?: Files
  /** Lines of cabestan.yaml besides those that all have. */
  readonly configuration?: readonly string[]
}

const address = 'shop.example'

export async function liveShop({
  suite,
  keepsConnection = true,
  ...content
}: ShopOptions): Promise<LiveShop> {
  const server = await startServer({ suite, stocked: true, keepsConnection })
  return { server, ...shopOn(server, content) }
}

export interface ShopServer extends Pick<Server, 'address' | 'sh'> {
  readonly destination: string
  /** Arguments for the command line, where it needs some of its own. */
  readonly environment?: Readonly<Record<string, string>>
}

export function shopOn(server: ShopServer, { files = {}, configuration = [] }: ShopContent): Shop {
  const directory = gitProject({ ...smallShop, ...files })
  writeFileSync(join(directory, 'cabestan.yaml'), configurationFor(server, configuration))
  git(directory, 'add', '--all')
  git(directory, 'commit', '--quiet', '--message=describe the server')
  git(directory, 'tag', 'good')
  let load: Load | null = null
  let seen = { failures: 0, bodies: new Map<string, number>() }
  const sinceLastTime = async (visitors: Load) => {
    await visitors.turn()
    const { failures, bodies } = seen
    seen = { failures: visitors.failures.length, bodies: new Map(visitors.bodies) }
    const now = [...seen.bodies].filter(([body, count]) => count > (bodies.get(body) ?? 0))
    return { failures: visitors.failures.slice(failures), bodies: now.map(([body]) => body) }
  }
  const { environment = {} } = server
  const run: Shop['run'] = (words, options) => cabestan(words, { directory, environment, ...options })
  const deploy: Shop['deploy'] = (changed, words = [], options = {}) => {
    change(directory, changed)
    return run(['deploy', '--yes', ...words], options)
  }
  const page = async (path = '/') => (await ask(server.address, path, { host: address })).body
  return {
    directory,
    run,
    deploy,
    page,
    async deployWell(text, changed = {}, words = []) {
      const ended = await deploy({ 'shop/urls.py': urls(answering(text)), ...changed }, words)
      expect(ended.code, ended.output).toBe(0)
      expect(await page()).toBe(text)
      return ended
    },
    configuration: (...lines) => ({
      'cabestan.yaml': configurationFor(server, [...configuration, ...lines]),
    }),
    keep(changed) {
      change(directory, changed)
      git(directory, 'tag', '--force', 'good')
    },
    live: () => server.sh('basename $(readlink -f /srv/shop/live/release)'),
    open() {
      load ??= startLoad({ address: server.address, host: address, path: '/', connections: 2, pauseMs: 150 })
    },
    async expectVisitors(...pages) {
      if (load === null) throw new Error('nobody looks on')
      const { failures, bodies } = await sinceLastTime(load)
      expect(failures).toEqual([])
      expect(bodies.toSorted()).toEqual(pages.toSorted())
    },
    async forgetVisitors() {
      return load === null ? [] : (await sinceLastTime(load)).failures
    },
    async close() {
      await load?.stop()
      load = null
    },
  }
}

/** If a key occurs twice, the last value counts. */
function configurationFor({ destination }: ShopServer, more: readonly string[]): string {
  const lines = [
    'app: shop',
    `server: ${destination}`,
    `domains: [${address}]`,
    'fail2ban: false',
    'updates: { automatic: false }',
    'page: /',
    'web: { workers: 2, limit: false }',
    'release: { watch: 1s }',
    ...more,
  ]
  const byKey = new Map(lines.map((line) => [line.split(':')[0], line]))
  return `${[...byKey.values()].join('\n')}\n`
}

/** One commit on top of the good one, if these files differ from it. */
function change(directory: string, files: Files): void {
  git(directory, 'reset', '--quiet', '--hard', 'good')
  const differ = ([path, content]: [string, string]) => {
    const there = join(directory, path)
    return !existsSync(there) || readFileSync(there, 'utf8') !== content
  }
  if (Object.entries(files).some(differ)) commit(directory, files)
}

export function head(directory: string, ref = 'HEAD'): string {
  return execFileSync('git', ['-C', directory, 'rev-parse', ref], { encoding: 'utf8' }).trim()
}

export interface Stopped {
  readonly code: string
  /** Null: it was refused before the server did anything. Left out: any stage will do. */
  readonly stage?: ReleaseStage | null
  /** The sentence of the failure. */
  readonly says: RegExp
  /** What to do next. */
  readonly next?: RegExp
}

/** As a person sees it: where it stopped, why, and what to do. */
export function expectStopped(ended: Ended, { code, stage, says, next }: Stopped): void {
  const output = ended.output.replaceAll(/\n +/g, ' ')
  expect(ended.code, ended.output).toBe(1)
  expect(output).toMatch(new RegExp(` code +${code.replaceAll('.', '\\.')}`))
  expect(output).toMatch(says)
  if (next) expect(output).toMatch(next)
  if (stage === null) expect(ended.output).not.toContain(stages.preflight)
  else if (stage) expect(ended.output).toContain(`✗ ${stages[stage]}`)
}

/** Lines of a view that answers like this. */
const answering = (text: string) => `return HttpResponse('${text}')`

export function urls(...lines: string[]): string {
  return `import os
import time

from django.http import HttpResponse
from django.urls import path


def home(request):
${lines.map((line) => `    ${line}`).join('\n')}


urlpatterns = [path('', home)]
`
}

/** As little of Django as makes a site, because what surrounds it is tested here. */
const smallShop: Files = {
  ...shop,
  'shop/settings.py': `import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = os.environ['SECRET_KEY']
DEBUG = os.environ.get('DEBUG') == '1'
ALLOWED_HOSTS = []
INSTALLED_APPS = ['django.contrib.staticfiles', 'albums']
MIDDLEWARE = ['django.middleware.security.SecurityMiddleware', 'django.middleware.common.CommonMiddleware']
ROOT_URLCONF = 'shop.urls'
WSGI_APPLICATION = 'shop.wsgi.application'
TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True}]
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': BASE_DIR / 'db.sqlite3'}}
STATIC_URL = '/static/'
STATICFILES_DIRS = [BASE_DIR / 'assets']
TIME_ZONE = 'Europe/Paris'
DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
`,
  'shop/urls.py': urls(answering('welcome')),
  'assets/site.css': 'body { color: black }\n',
  'albums/__init__.py': '',
  'albums/models.py': `from django.db import models


class Album(models.Model):
    title = models.CharField(max_length=100)
    year = models.IntegerField(default=0)
`,
  'albums/migrations/__init__.py': '',
  'albums/migrations/0001_initial.py': `from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.CreateModel('Album', fields=[
        ('id', models.BigAutoField(primary_key=True)),
        ('title', models.CharField(max_length=100)),
        ('year', models.IntegerField(default=0)),
    ])]
`,
}

export const settings = smallShop['shop/settings.py'] ?? ''
export const requirements = smallShop['requirements.txt'] ?? ''
