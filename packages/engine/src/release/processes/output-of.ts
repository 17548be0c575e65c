import type { Host } from '../../host/host.ts'
import type { Colour, Places } from '../places.ts'
import { isCutOff } from './last-words.ts'

/** Collects what is written to files from a given moment on. */
export interface Since {
  sinceThen(): Promise<string>
  /** For a process that failed: Python writes a traceback in pieces, so this waits a moment for its end. */
  inTheEnd(): Promise<string>
}

const longest = 256 * 1024
const patienceMs = 2000
const pollMs = 100

/** What the web process of a colour prints from now on, and the log of its errors. */
export function webLog(host: Host, { logs }: Places, colour: Colour): Promise<Since> {
  return watchFiles(host, [`${logs}/web-${colour}.log`, `${logs}/site/site.log`])
}

export async function watchFiles(host: Host, paths: readonly string[]): Promise<Since> {
  const offsets = await Promise.all(paths.map(async (path) => (await host.files.stat(path))?.size ?? 0))
  const texts = async () => {
    const all = await Promise.all(paths.map((path, index) => textFrom(host, path, offsets[index] ?? 0)))
    return all.filter((text) => text !== '')
  }
  return {
    sinceThen: async () => (await texts()).join('\n'),
    async inTheEnd() {
      const until = host.clock.now() + patienceMs
      let said = await texts()
      while ((said.length === 0 || said.some(isCutOff)) && host.clock.now() < until) {
        await host.clock.sleep(pollMs)
        said = await texts()
      }
      return said.join('\n')
    },
  }
}

/** A file that became smaller was rotated, and this is a new one. */
async function textFrom(host: Host, path: string, offset: number): Promise<string> {
  const size = (await host.files.stat(path))?.size ?? 0
  const bytes = await host.files.readFrom(path, size < offset ? 0 : offset)
  return Buffer.from(bytes ?? '')
    .subarray(-longest)
    .toString('utf8')
}
