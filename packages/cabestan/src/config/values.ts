import * as net from 'node:net'
import {
  AppName,
  EnvironmentName,
  givenVariables,
  Locale,
  PackageName,
  Port,
  SqlName,
  UserName,
} from '@cabestan/protocol/names'
import * as z from 'zod'
import { readCommand } from './command-words.ts'
import { readCronTime } from './cron-time.ts'
import { readDomain } from './domain.ts'
import type { Problem, Read } from './problems.ts'
import { readPublicKey } from './public-key.ts'
import { readServer } from './server.ts'
import { readTimeZone } from './time-zone.ts'

/**
 * The single values of cabestan.yaml. The message of each check is a code of problems.ts; each value has
 * examples, which editors and error messages show.
 */
export const App = ruled(AppName, 'app-name').meta({ examples: ['disquaire'] })
export const Environment = ruled(EnvironmentName, 'environment-name').meta({ examples: ['staging'] })
export const Login = ruled(UserName, 'login-name').meta({ examples: ['deploy'] })
export const LocaleName = ruled(Locale, 'locale').meta({ examples: ['fr_FR.UTF-8'] })
export const Package = ruled(PackageName, 'package-name').meta({ examples: ['gdal-bin'] })
export const Extension = ruled(SqlName, 'extension').meta({ examples: ['pg_trgm'] })

export const Server = z
  .string()
  .transform(reader(readServer))
  .meta({ examples: ['root@203.0.113.10'] })
export const Domain = z
  .string()
  .transform(reader(readDomain))
  .meta({ examples: ['disquaire.example'] })
/** Where git fetches from, without a secret in it: ssh's short form, or an address. */
export const Repository = z
  .string()
  .max(500, 'repository')
  .refine((text) => repositoryForms.some((form) => form.test(text)), 'repository')
  .meta({ examples: ['git@git.example:anna/disquaire.git'] })
export const Key = z
  .string()
  .transform(reader(readPublicKey))
  .meta({ examples: ['~/.ssh/id_ed25519.pub'] })
export const Zone = z
  .string()
  .transform(reader(readTimeZone))
  .meta({ examples: ['Europe/Paris'] })

export const TimeOfDay = pattern(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'time-of-day').meta({
  examples: ['04:30'],
})
export const Duration = pattern(/^[1-9][0-9]{0,5}[smhdw]$/, 'duration').meta({ examples: ['10m'] })
export const Network = z
  .string()
  .refine(isNetwork, 'network')
  .meta({ examples: ['203.0.113.0/24'] })

export const PortNumber = z
  .int('number')
  .min(1, 'port')
  .max(65_535, 'port')
  .meta({ examples: [8443] })
/** `53/udp`; without a protocol it is tcp. */
export const PortText = z
  .string()
  .transform(reader(readPort))
  .meta({ pattern: '^[0-9]{1,5}(/(tcp|udp))?$', examples: ['53/udp'] })
export const Protocol = z.enum(['tcp', 'udp']).meta({ examples: ['tcp'] })
export const Comment = pattern(/^[A-Za-z0-9 ._-]{1,60}$/, 'comment').meta({ examples: ['game server'] })

export const SettingName = pattern(/^[a-z_]+(\.[a-z_]+)?$/, 'setting-name')
export const SettingValue = z
  .union([
    z.string().refine((value) => /^[^\p{Cc}']*$/u.test(value), 'setting-value'),
    z.number(),
    z.boolean(),
  ])
  .transform((value) => (typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value)))
  .meta({ examples: ['16MB'] })

/** A path from the top of the repository that never leads out of it. */
export const TreePath = z
  .string()
  .refine(isTreePath, 'tree-path')
  .meta({ examples: ['backend'] })
export const PythonModule = pattern(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, 'python-module').meta({
  examples: ['disquaire.settings.production'],
})
export const PythonSeries = pattern(/^3\.[0-9]{1,2}$/, 'python-series').meta({ examples: ['3.12'] })
export const UrlPath = pattern(/^\/[\x21-\x7e]{0,200}$/, 'url-path').meta({ examples: ['/'] })
export const ProgramName = pattern(/^[a-z][a-z0-9-]{0,30}$/, 'program-name')
  .refine((name) => !isTaken(name), 'program-reserved')
  .meta({ examples: ['worker'] })
export const CommandLine = z
  .string()
  .transform(reader(readCommand))
  .meta({ examples: ['celery -A disquaire worker'] })
export const CronTime = z
  .string()
  .transform(reader(readCronTime))
  .meta({ examples: ['0 4 * * *'] })
/** The path as nginx compares it with a request, without what follows `?`. */
export const RedirectFrom = pattern(/^\/[^\s"'\\$;{}?#\p{Cc}]{0,200}$/u, 'redirect-from').meta({
  examples: ['/ancien'],
})
export const RedirectTo = pattern(/^(\/|https?:\/\/)[^\s"'\\$;{}\p{Cc}]{0,500}$/u, 'redirect-to').meta({
  examples: ['/nouveau'],
})
export const WebAddress = pattern(/^https?:\/\/[\x21-\x7e]{1,500}$/, 'web-address').meta({
  examples: ['https://chat.example/hook'],
})
export const VariableName = pattern(/^[A-Za-z_][A-Za-z0-9_]{0,100}$/, 'variable-name')
  .refine((name) => !givenVariables.includes(name), 'variable-given')
  .meta({ examples: ['SITE_NAME'] })
/** As Python spells it: most code that reads a switch compares it with `True`, or lowers it first. */
export const VariableValue = z
  .union([z.string().regex(/^[^\p{Cc}]{0,4000}$/u, 'variable-value'), z.number(), z.boolean()])
  .transform((value) => (typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)))
  .meta({ examples: ['Disquaire'] })
export const Email = pattern(/^[^\s@<>",;:()[\]\\]{1,64}@[A-Za-z0-9.-]{1,190}$/, 'email').meta({
  examples: ['anna@disquaire.example'],
})
export const HostName = pattern(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/, 'host-name').meta({
  examples: ['smtp.disquaire.example'],
})
export const MailUser = pattern(/^[^\p{Cc}\s]{1,200}$/u, 'mail-user').meta({
  examples: ['site@disquaire.example'],
})

const repositoryForms = [
  /^[A-Za-z0-9_][\w.-]*@[A-Za-z0-9][A-Za-z0-9.-]*:(?!\/\/)[\w.~/+-]+$/,
  /^ssh:\/\/([A-Za-z0-9_][\w.-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?\/[\w.~/+%-]+$/,
  /^https:\/\/[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?\/[\w.~/+%-]+$/,
]

/** A size as people write it, in megabytes. */
export function sizeBetween(least: number, most: number, example: string) {
  return z
    .string()
    .transform(
      reader((text) => {
        const [, number, unit = ''] = text.match(/^([0-9]{1,6}(?:\.[0-9])?) ?([MG])i?B?$/i) ?? []
        if (number === undefined) return { problem: 'size' }
        const megabytes = Math.round(Number(number) * (unit.toUpperCase() === 'G' ? 1024 : 1))
        const expected = `${least}M … ${most / 1024}G`
        return megabytes >= least && megabytes <= most ? { value: megabytes } : { problem: 'range', expected }
      }),
    )
    .meta({ pattern: '^[0-9]{1,6}([.][0-9])? ?[MmGg]i?[Bb]?$', examples: [example] })
}

/** A duration as people write it, in seconds. */
export function durationBetween(least: string, most: string, example: string) {
  return z
    .string()
    .transform(
      reader((text) => {
        const seconds = secondsOf(text)
        if (seconds === null) return { problem: 'duration' }
        const isWithin = seconds >= (secondsOf(least) ?? 0) && seconds <= (secondsOf(most) ?? 0)
        return isWithin ? { value: seconds } : { problem: 'range', expected: `${least} … ${most}` }
      }),
    )
    .meta({ pattern: '^[0-9]{1,6}[smhdw]$', examples: [example] })
}

function secondsOf(text: string): number | null {
  const [, number, unit = ''] = text.match(/^([0-9]{1,6})([smhdw])$/) ?? []
  return number === undefined ? null : Number(number) * (secondsIn[unit] ?? 1)
}

const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** Names that are taken by the web process and its logs. */
function isTaken(name: string): boolean {
  return /^(web|blue|green|web-blue|web-green)$|^schedule-/.test(name)
}

function reader<T>(read: (text: string) => Read<T>) {
  return (text: string, context: z.RefinementCtx<string>): T => {
    const result = read(text)
    if ('value' in result) return result.value
    const { problem, expected } = result
    context.issues.push({ code: 'custom', message: problem, input: text, params: { expected } })
    return z.NEVER
  }
}

/** A rule of the protocol under a problem code of ours; editors get its pattern. */
function ruled(rule: z.ZodString, problem: Problem) {
  const { pattern } = z.toJSONSchema(rule)
  return z
    .string()
    .refine((value) => rule.safeParse(value).success, problem)
    .meta(pattern === undefined ? {} : { pattern })
}

function pattern(expression: RegExp, problem: Problem) {
  return z.string().regex(expression, problem)
}

function readPort(text: string): Read<{ port: number; protocol: 'tcp' | 'udp' }> {
  const [, number, protocol = 'tcp'] = text.match(/^([0-9]{1,5})(?:\/(tcp|udp))?$/) ?? []
  const port = Port.safeParse(Number(number))
  if (!port.success) return { problem: 'port' }
  return { value: { port: port.data, protocol: protocol === 'udp' ? 'udp' : 'tcp' } }
}

function isNetwork(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/')
  const version = net.isIP(address)
  if (version === 0 || rest.length > 0) return false
  return length === undefined || (/^[0-9]{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128))
}

function isTreePath(text: string): boolean {
  const parts = text.split('/')
  return /^[^\p{Cc}\\]{1,300}$/u.test(text) && parts.every((part) => part !== '' && part !== '..')
}
