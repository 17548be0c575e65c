import type { Answer } from '../../host/host.ts'
import type { LiveRelease, ReleaseContext } from '../context.ts'
import { orderOf } from '../sealed-order.ts'
import { browse } from './page.ts'

interface BrokenPage {
  readonly path: string
  readonly answer: Answer
  /** What visitors get from that page now. */
  readonly live: number
}

/**
 * A page that visitors know, and that the new release ends in an error: what is behind the bare name, and what the live
 * release was proven by. The new one may be proven by another page just because this one broke: whoever reads a project
 * sees, say, that its template went.
 */
export async function brokenPage(context: ReleaseContext): Promise<BrokenPage | null> {
  const { live, release, order } = context
  // Somebody who rolls back is leaving something worse, and a restart is not another release.
  if (!live || live.places.number >= release.number) return null
  const probe = await probeOf(live, context)
  const paths = new Set([probe.path, '/'])
  paths.delete(order.probe.path)
  for (const path of paths) {
    const broken = await brokenAt(path, { context, live: live.colour, probe })
    if (broken) return broken
  }
  return null
}

/** An order of an older Cabestan may not be valid for this one, and the live release may answer to other names. */
async function probeOf({ places }: LiveRelease, { host, order }: ReleaseContext) {
  return (await orderOf(host, places).catch(() => order)).probe
}

interface Compared {
  readonly context: ReleaseContext
  readonly live: LiveRelease['colour']
  readonly probe: ReleaseContext['order']['probe']
}

const timeoutMs = 10_000
const betweenMs = 1000
const attempts = 3

/** An error is asked for a second time, because a worker that has just started may stumble once. */
async function brokenAt(path: string, { context, live, probe }: Compared): Promise<BrokenPage | null> {
  const { host, places, colour, order } = context
  const { status } = await browse(host, places, { colour: live, probe: { ...probe, path }, timeoutMs })
  if (status === null || status >= 400) return null
  const asked = { colour, probe: { ...order.probe, path }, timeoutMs }
  let answer = await browse(host, places, asked)
  for (let attempt = 1; isError(answer) && attempt < attempts; attempt += 1) {
    await host.clock.sleep(betweenMs)
    answer = await browse(host, places, asked)
  }
  return isError(answer) ? { path, answer, live: status } : null
}

/** 503 and similar answers mean that the site is busy or closed for a while. */
function isError({ status }: Answer): boolean {
  return status !== null && status >= 500 && status < 600 && ![502, 503, 504].includes(status)
}
