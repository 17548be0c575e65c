import * as z from 'zod'

/**
 * One type for each name that reaches a path, a unit, a role or a configuration file. Validated here, at the
 * edge; inside, trusted. None of them can hold a separator, a quote, a line end, or begin with a dash.
 */

/** The name of an application: also of its unix user, its PostgreSQL role and database, and its files. */
export const AppName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,29}[a-z0-9]$/,
    'lower-case letters, digits and dashes, 2 to 31 characters, a letter first',
  )
export type AppName = z.infer<typeof AppName>

export const EnvironmentName = z.string().regex(/^[a-z][a-z0-9-]{0,15}$/)
export const UserName = z.string().regex(/^[a-z_][a-z0-9_-]{0,30}$/)
export type UserName = z.infer<typeof UserName>
export const PackageName = z.string().regex(/^[a-z0-9][a-z0-9+.-]+$/)
/** The name of a file in a directory that we know: /etc/sysctl.d/NAME.conf, a unit, a site. */
export const FileName = z.string().regex(/^[A-Za-z0-9@][A-Za-z0-9@_.-]{0,99}$/)
export const UnitName = z
  .string()
  .regex(/^[A-Za-z0-9@][A-Za-z0-9@_.-]{0,99}\.(service|timer|socket|path|target|mount)$/)
/** A PostgreSQL identifier that needs no quotes beyond those that we always write. */
export const SqlName = z.string().regex(/^[a-z_][a-z0-9_-]{0,62}$/)
export const TimeZone = z.string().regex(/^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+){0,2}$/)
export const Locale = z.string().regex(/^([a-z]{2,3}(_[A-Z]{2})?|C)\.UTF-8$/)
export const Mode = z.string().regex(/^0[1-7]?[0-7]{3}$/)
export const EnvironmentKey = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/)
/**
 * What all readers of an environment file (systemd, sh, python-dotenv) can be made to read alike; the engine's
 * environment-text.ts tells why the rest is beyond them: control characters, ${…}, a backslash at the end, and
 * dollars or backticks beside what single quotes cannot hold.
 */
export const EnvironmentValue = z
  .string()
  .regex(/^[^\p{Cc}]*$/u, 'one line')
  .refine((value) => !value.includes('${') && !value.endsWith('\\'), 'no ${ and no backslash at the end')
  .refine(
    (value) => !/'|\\\\/.test(value) || !/[$`]/.test(value),
    'no $ or ` beside a single quote or a double backslash',
  )
/**
 * Variables that `run` of a release sets for each process after the environment file, so that a value of the owner's
 * would never count.
 */
export const givenVariables: readonly string[] = [
  'DJANGO_SETTINGS_MODULE',
  'PYTHONPATH',
  'PYTHONUNBUFFERED',
  'CABESTAN_RELEASE',
  'VIRTUAL_ENV',
  'PATH',
  'HOME',
  'LANG',
]
export const Port = z.number().int().min(1).max(65_535)

/** An absolute path without `..`, empty parts or control characters. */
export const AbsolutePath = z
  .string()
  .max(4096)
  .regex(/^\/([^/\p{Cc}]+(\/[^/\p{Cc}]+)*)?$/u, 'an absolute path')
  .refine((path) => !path.split('/').some((part) => part === '.' || part === '..'), 'a path without . or ..')
export type AbsolutePath = z.infer<typeof AbsolutePath>

/** A line of an OpenSSH public key file: type, base64 and comment, without options or a line end. */
export const PublicKey = z
  .string()
  .regex(
    /^(ssh-(ed25519|rsa)|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]+={0,2}( [^\p{Cc}]*)?$/u,
    'one line of a public key file',
  )

const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
/** A domain or a wildcard of one. Names in other alphabets were turned into their ASCII form before. */
export const Domain = z
  .string()
  .max(253)
  .regex(new RegExp(`^(\\*\\.)?(${label}\\.)+${label}$`), 'a domain such as example.org or *.example.org')

/** A complete commit hash of git: SHA-1 or SHA-256. */
export const CommitId = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/)
/** The name of one of an application's processes: web, worker, beat. */
export const ProgramName = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/)
/** A path below a directory that we know, which never leads out of it. */
export const TreePath = z
  .string()
  .max(4096)
  .regex(/^[^/\p{Cc}]+(\/[^/\p{Cc}]+)*$/u, 'a path below')
  .refine((path) => !path.split('/').some((part) => part === '.' || part === '..'), 'a path without . or ..')

/** Services that the engine can check, reload and watch. A file that such a service reads names it. */
export const ServiceName = z.enum([
  'ssh',
  'nginx',
  'supervisor',
  'postgresql',
  'fail2ban',
  'systemd',
  'tmpfiles',
  'sysctl',
])
export type ServiceName = z.infer<typeof ServiceName>
