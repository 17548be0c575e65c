import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OverlayCase } from '../../packages/cabestan/src/project/overlay/cases.fixture.ts'
import { libraryOf, run } from '../harness/djangos.ts'

export const golden = new URL('../golden/overlay', import.meta.url).pathname
export const secretKey = 'the-key-of-the-server-0123456789-abcdefghijklmnopqrstuvwxyz'

/** What a real Django says of an overlay and its project: `common/judge.py` asks it. */
export interface Told {
  readonly settings: Readonly<Record<string, unknown>>
  readonly checks: readonly (readonly [id: string, level: number])[]
  readonly module: string
  readonly answers: Readonly<Record<string, unknown>>
  readonly mails: readonly (readonly [subject: string, body: string])[]
  readonly withoutMailServer: unknown
  readonly logs: Readonly<Record<string, string>>
  readonly rootHandlers: readonly string[]
  readonly asgi?: readonly [missing: number, port: string]
  readonly celery?: readonly unknown[]
  readonly static?: readonly string[]
  readonly wal?: string
  readonly mailers: unknown
}

/** What the judge is also asked, by the form of the project. */
const asked: Readonly<Record<string, string>> = {
  sqlite: 'wal',
  'sqlite-modern': 'wal',
  channels: 'asgi',
  'sockets-alone': 'asgi',
  'celery-redis': 'celery',
  'static-files': 'static',
}

interface Site {
  readonly home: string
  readonly source: string
  readonly overlay: string
  readonly logs: string
}

/** Lays a project and its overlay out as on a server, with paths below `top` in place of /srv and /var/log. */
export async function layOut(top: string, { form }: OverlayCase, series: string): Promise<Site> {
  const home = join(top, `${form}-${series}`, 'srv/disquaire')
  const logs = join(top, `${form}-${series}`, 'log')
  const [source, overlay] = [join(home, 'releases/1-abc/source'), join(home, 'releases/1-abc/overlay')]
  for (const path of [logs, join(home, 'media'), join(home, 'data')]) await mkdir(path, { recursive: true })
  await cp(join(golden, 'common'), source, {
    recursive: true,
    filter: (path) => !/(judge|busy)\.py$/.test(path),
  })
  await cp(join(golden, form, 'project'), source, { recursive: true })
  await mkdir(join(overlay, 'cabestan_disquaire'), { recursive: true })
  for (const place of ['every-form', form]) {
    const from = join(golden, place, 'overlay/cabestan_disquaire')
    for (const name of await readdir(from)) {
      const text = await readFile(join(from, name), 'utf8')
      const here = text.replaceAll('/var/log/disquaire/site', logs).replaceAll('/srv/disquaire', home)
      await writeFile(join(overlay, 'cabestan_disquaire', name), here)
    }
  }
  return { home, source, overlay, logs }
}

export function environmentOf(
  { environment, secrets }: OverlayCase,
  { overlay }: Site,
): Record<string, string> {
  const path = process.env['PATH'] ?? ''
  return {
    PATH: path,
    PYTHONPATH: overlay,
    SECRET_KEY: secretKey,
    ...environment,
    ...secrets,
  }
}

export async function judge(site: Site, each: OverlayCase, python: string): Promise<Told> {
  const argv = [join(golden, 'common/judge.py'), 'cabestan_disquaire', site.logs]
  const env = { ...environmentOf(each, site), ...(each.form === 'postgis' ? await geography(python) : {}) }
  const more = asked[each.form]
  const { stdout } = await run(python, more ? [...argv, more] : argv, { cwd: site.source, env })
  return JSON.parse(stdout)
}

async function geography(python: string): Promise<Record<string, string>> {
  const [gdal, geos] = await Promise.all([
    libraryOf(python, 'pyogrio', 'libgdal'),
    libraryOf(python, 'shapely', 'libgeos_c'),
  ])
  return { GDAL_LIBRARY_PATH: gdal, GEOS_LIBRARY_PATH: geos }
}
