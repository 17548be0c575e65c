import * as z from 'zod'
import { FileName, Port, ServiceName, UnitName } from '../names.ts'
import { Reason } from '../reasons.ts'
import { text } from './files.ts'

export const UnitStep = z.strictObject({
  kind: z.literal('unit'),
  reason: Reason,
  name: UnitName,
  content: text,
  enabled: z.boolean(),
  running: z.boolean(),
})

export const DropInStep = z.strictObject({
  kind: z.literal('drop-in'),
  reason: Reason,
  unit: UnitName,
  name: FileName,
  content: text,
  /** Settings that a running service only takes up by a restart. */
  restart: ServiceName.optional(),
})

export const ServiceStep = z.strictObject({
  kind: z.literal('service'),
  reason: Reason,
  unit: UnitName,
  enabled: z.boolean(),
  running: z.boolean(),
  /** Its ports: when it cannot start, whoever holds them is named. */
  ports: z.array(Port).default([]),
})

export const SupervisorProgramStep = z.strictObject({
  kind: z.literal('supervisor-program'),
  reason: Reason,
  name: FileName,
  content: text,
})

export const NginxSiteStep = z.strictObject({
  kind: z.literal('nginx-site'),
  reason: Reason,
  /** The file /etc/nginx/sites-available/NAME and its link in sites-enabled. */
  name: FileName,
  content: text,
  enabled: z.boolean(),
})
