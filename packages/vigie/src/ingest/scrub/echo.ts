import { filtered } from './limits.ts'

/** Secrets that were found by their names, to be found where they have none: in messages, in variables of other names. */
export type Secrets = Set<string>

const mostSecrets = 32
const longest = 256

/** What could be a word of a language, a number or a short name is not looked for: it would be found everywhere. */
export function remember(secrets: Secrets, written: string): void {
  if (written.length > longest + 4 || secrets.size >= mostSecrets || secrets.has(written)) return
  const secret = bare(written)
  if (secret.length <= longest && isTelling(secret)) secrets.add(secret)
}

function bare(written: string): string {
  return quoted.exec(written)?.[1] ?? written
}

const quoted = /^[bru]{0,2}(?:'|")(.*)(?:'|")$/s

function isTelling(secret: string): boolean {
  if (secret.length < 6 || secret.includes(filtered) || /^(?:[\d.:+-]*|[\w.]+\(\)?)$/.test(secret))
    return false
  return secret.length >= 12 || /\d|[^\w\s]|[a-z][A-Z]/.test(secret)
}

type Container = unknown[] | Record<string, unknown>

/**
 * In all texts of these, but not in what an event is known by, the texts of its first level, nor in source, which does
 * not know what a variable held.
 */
export function takeOutEchoes(
  containers: readonly Container[],
  isSource: (at: number) => boolean,
  secrets: Secrets,
): void {
  if (secrets.size === 0) return
  const any = anyOf(secrets)
  for (let at = 1; at < containers.length; at++) if (!isSource(at)) takeOutWithin(containers[at], any)
  const [root] = containers
  if (root !== undefined && !Array.isArray(root)) takeOutAt(root, 'message', any)
}

function takeOutWithin(container: Container | undefined, any: RegExp): void {
  if (!Array.isArray(container)) for (const name in container) takeOutAt(container, name, any)
  else for (let at = 0; at < container.length; at++) container[at] = without(container[at], any)
}

function takeOutAt(container: Record<string, unknown>, name: string, any: RegExp): void {
  const value = container[name]
  if (typeof value !== 'string' || name === 'context_line') return
  const clean = without(value, any)
  if (clean !== value) container[name] = clean
}

function without(value: unknown, any: RegExp): unknown {
  if (typeof value !== 'string' || value.length < 6) return value
  any.lastIndex = 0
  return any.test(value) ? value.replace(any, filtered) : value
}

function anyOf(secrets: Secrets): RegExp {
  const longestFirst = [...secrets].sort((one, other) => other.length - one.length)
  return new RegExp(longestFirst.map((secret) => secret.replace(special, '\\$&')).join('|'), 'g')
}

const special = /[\\^$.*+?()[\]{}|/-]/g
