import type { Invocation } from '../invocation.ts'
import { inApplication } from '../session/servers/inside.ts'

export function run(invocation: Invocation): Promise<number> {
  return inApplication(['manage.py', 'shell', ...invocation.rest], invocation)
}
