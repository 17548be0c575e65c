import { type SecretKind, type SecretPattern, secretName, secretPatterns } from './secret-patterns.ts'

/** A secret in one version of a file. `value` is only for comparing, and is never shown or kept. */
export interface FoundSecret {
  readonly kind: SecretKind | 'environment-file'
  /** The name that it has: `STRIPE_SECRET`; '' where it has none. */
  readonly name: string
  readonly line: number
  readonly value: string
}

/** More than this in one file repeats the same thing. */
const mostOfOneFile = 20

export function secretsIn(path: string, text: string): FoundSecret[] {
  if (isForShow(path)) return []
  const found = secretPatterns
    .filter(({ onlyInSettings }) => !onlyInSettings || isProductionPython(path))
    .flatMap((pattern) => matchesOf(pattern, text))
  const secrets = isEnvironmentFile(path) ? [...found, ...environmentSecrets(text)] : found
  return secrets.filter(isFirst).slice(0, mostOfOneFile)
}

/** `EMAIL_HOST_PASSWORD` is a mailbox's, and also ends like any secret: the more specific kind comes first. */
function isFirst({ line, value }: FoundSecret, index: number, all: readonly FoundSecret[]): boolean {
  return all.findIndex((each) => each.line === line && each.value === value) === index
}

/** Examples, tests and documentation show what a secret looks like. */
function isForShow(path: string): boolean {
  return /(^|[/._-])(tests?|testing|fixtures?|docs?|examples?|samples?|templates?|dist|cassettes|mocks?|factories|e2e|cypress|ci|node_modules|site-packages|locale)([/._-]|$)/i.test(
    path,
  )
}

function isProductionPython(path: string): boolean {
  return (
    path.endsWith('.py') &&
    !/(^|[/_.-])(test|tests|ci|travis|dev|develop|development|local|docker)([/_.-]|$)/i.test(path)
  )
}

function isEnvironmentFile(path: string): boolean {
  return /(^|\/)(\.env|\.env\.[\w.-]+|[\w-]*\.env)$/i.test(path)
}

function matchesOf({ kind, expression }: SecretPattern, text: string): FoundSecret[] {
  const found: FoundSecret[] = []
  for (const match of text.matchAll(expression)) {
    // The key of a map service is sent to every browser anyway.
    if (found.length >= mostOfOneFile) break
    const { value = '', name = '', host = '' } = match.groups ?? {}
    if (isReal(kind, value, host) && !/_MAPS?_|MAPBOX/.test(name))
      found.push({ kind, name, value, line: lineAt(text, match.index) })
  }
  return found
}

function isReal(kind: SecretKind, value: string, host: string): boolean {
  if (kind === 'private-key') return true
  // Django's own `django-insecure-…` is a key like any other once a site runs with it.
  if (kind === 'secret-key') return !/^[<[{$%]|\.\.\.|\*\*\*|^your[-_ ]/i.test(value)
  if (isStandIn(value)) return false
  // A host without a dot is this machine or a container beside it, where a password protects nothing.
  if (kind === 'url-password') return host.includes('.') && !/^127\.|^0\.0\.|\.local(host)?$/.test(host)
  if (kind === 'token') return isRandom(value) && !/^pk[._]/.test(value)
  return true
}

/** Placeholders that people write for a secret. */
function isStandIn(value: string): boolean {
  return (
    /^(.)\1*$/.test(value) ||
    // A pattern that secrets are compared with.
    /^\^.*\$$|\[\^?(?:a-z|0-9)/i.test(value) ||
    /^[<[{$%]|[>\]}]$|^\s|\.\.\.|\*\*\*/.test(value) ||
    // `PUT_YOUR_KEY_HERE` in any language, and values that only say which secret it is: `shop_password`.
    /^[A-Z]+(?:[_-][A-Z]+){2,}$/.test(value) ||
    /^[a-z]+(?:[_-][a-z]+)*[_-](?:password|passwd|secret|token|key)$/i.test(value) ||
    /example|placeholder|dummy|change.?(me|this|it)|insecure|fake|not.?(a.?)?secret|to.?do|your[-_. ]|xxx|1234|secret.?key|foo|bar\b|unsafe|django.?super|^(postgres|password|passwd|root|admin|secret|django|user|test|pass|mysql|azerty|qwerty)\w{0,4}$/i.test(
      value,
    )
  )
}

/** Words joined by dashes are not a token, which mixes letters and digits and seldom repeats them. */
function isRandom(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value) || /[\s/:]/.test(value)) return false
  return new Set(value).size >= 10
}

/** The lines of a committed `.env` that give a secret a real value. */
function environmentSecrets(text: string): FoundSecret[] {
  return text.split('\n').flatMap((line, index) => {
    const { name = '', value = '' } =
      /^\s{0,20}(?:export )?(?<name>\w{1,80})\s{0,20}=\s{0,20}["']?(?<value>[^"'\s]{8,400})/.exec(line)
        ?.groups ?? {}
    const secret = secretName.test(name) && !isStandIn(value) && !isLocal(value)
    return secret ? [{ kind: 'environment-file' as const, name, value, line: index + 1 }] : []
  })
}

/** `postgres://app:app@db/app`: a service on this machine. */
function isLocal(value: string): boolean {
  return /:\/\//.test(value) && !/@[\w-]+\.[\w.-]+/.test(value)
}

function lineAt(text: string, index: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line += 1
  return line
}
