import { CabestanError } from '@cabestan/protocol/failures'
import * as z from 'zod'
import { suiteNames } from './suites.ts'

/** The name is also a host name and a directory, so it has no dash at either end. */
export const SandboxName = z.string().regex(/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/)
export type SandboxName = z.infer<typeof SandboxName>

export const Suite = z.enum(suiteNames)

export function checkName(name: string): SandboxName {
  const parsed = SandboxName.safeParse(name)
  if (!parsed.success) throw new CabestanError('sandbox.name', { name })
  return parsed.data
}
