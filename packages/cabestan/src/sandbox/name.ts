import { CabestanError } from '@cabestan/protocol/failures'
import * as z from 'zod'
import { suiteNames } from './suites.ts'

/** Also the server's host name and a directory, hence no dash at either end. */
export const SandboxName = z.string().regex(/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/)
export type SandboxName = z.infer<typeof SandboxName>

export const Suite = z.enum(suiteNames)

export function checkName(name: string): SandboxName {
  const parsed = SandboxName.safeParse(name)
  if (!parsed.success) throw new CabestanError('sandbox.name', { name })
  return parsed.data
}
