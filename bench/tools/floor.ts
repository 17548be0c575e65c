import { readFile } from 'node:fs/promises'
import type { Server } from '../../tests/harness/sandbox.ts'
import { simplePage } from './shop.ts'

/** Answers per second of the live release when its code is called directly. No way of serving it can surpass that. */
export async function floor(server: Server, seconds: number): Promise<number> {
  const script = await readFile(new URL('floor.py', import.meta.url), 'utf8')
  const output = await server.sh(
    `/srv/disquaire/bin/run python - ${server.address} ${simplePage} ${seconds}`,
    script,
  )
  return Number(output.trim())
}
