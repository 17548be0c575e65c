import * as z from 'zod'
import {
  AbsolutePath,
  EnvironmentKey,
  EnvironmentValue,
  FileName,
  Mode,
  ServiceName,
  UserName,
} from '../names.ts'
import { Reason } from '../reasons.ts'

const ownership = { owner: UserName.default('root'), group: UserName.default('root'), mode: Mode }

/** What a text file may contain: people read it, and it is sent as one line. */
export const text = z.string().max(1_000_000)

export const DirectoryStep = z.strictObject({
  kind: z.literal('directory'),
  reason: Reason,
  path: AbsolutePath,
  ...ownership,
})

export const FileStep = z.strictObject({
  kind: z.literal('file'),
  reason: Reason,
  path: AbsolutePath,
  content: text,
  ...ownership,
  /** The service that reads this file: the file is checked before, and the service reloaded once afterwards. */
  service: ServiceName.optional(),
})

export const LinkStep = z.strictObject({
  kind: z.literal('link'),
  reason: Reason,
  path: AbsolutePath,
  /** The target as it stands in the link: absolute, or relative to the link's directory. */
  target: z.string().regex(/^[^\p{Cc}]+$/u),
  service: ServiceName.optional(),
})

/** A generated port is one that nobody uses at that moment. */
export const GeneratedValue = z.enum(['django-key', 'password', 'port'])
export type GeneratedValue = z.infer<typeof GeneratedValue>

export const EnvironmentFileStep = z.strictObject({
  kind: z.literal('environment-file'),
  reason: Reason,
  path: AbsolutePath,
  ...ownership,
  /** A generated value is made once, on the server, and never leaves it. Other keys stay as they are. */
  values: z.record(
    EnvironmentKey,
    z.union([z.strictObject({ value: EnvironmentValue }), z.strictObject({ generate: GeneratedValue })]),
  ),
})

export const TmpfilesStep = z.strictObject({
  kind: z.literal('tmpfiles'),
  reason: Reason,
  name: FileName,
  content: text,
})

export const LogrotateStep = z.strictObject({
  kind: z.literal('logrotate'),
  reason: Reason,
  name: FileName,
  content: text,
})
