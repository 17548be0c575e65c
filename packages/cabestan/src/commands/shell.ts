import type { Invocation } from '../invocation.ts'
import { inApplication } from '../session/inside.ts'

export function run(invocation: Invocation): Promise<number> {
  return inApplication(['manage.py', 'shell', ...invocation.rest], invocation)
}
