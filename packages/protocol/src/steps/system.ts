import * as z from 'zod'
import { AbsolutePath, FileName, Locale, PackageName, TimeZone } from '../names.ts'
import { Reason } from '../reasons.ts'

export const PackageStep = z.strictObject({
  kind: z.literal('package'),
  reason: Reason,
  names: z.array(PackageName).min(1),
  /** Debian installs recommended packages by default, and a server rarely wants them. */
  recommends: z.boolean().default(false),
})

export const UpdatesStep = z.strictObject({
  kind: z.literal('unattended-upgrades'),
  reason: Reason,
  /** The hour for a reboot when an update asks for one. If left out, the server never reboots by itself. */
  rebootAt: z
    .string()
    .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/)
    .optional(),
})

export const TimeZoneStep = z.strictObject({ kind: z.literal('time-zone'), reason: Reason, zone: TimeZone })

export const LocaleStep = z.strictObject({ kind: z.literal('locale'), reason: Reason, locale: Locale })

export const SwapStep = z.strictObject({
  kind: z.literal('swap'),
  reason: Reason,
  path: AbsolutePath,
  megabytes: z.number().int().min(64).max(65_536),
})

export const SysctlStep = z.strictObject({
  kind: z.literal('sysctl'),
  reason: Reason,
  name: FileName,
  settings: z.record(z.string().regex(/^[a-z0-9_.-]+$/), z.string().regex(/^[A-Za-z0-9 ._-]+$/)),
})
