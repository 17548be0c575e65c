import { createHash } from 'node:crypto'
import type { Fields } from '../body/json.ts'
import type { Recorded } from './otlp.ts'

/** The most of one request: exporters collect for some seconds. */
export const mostExceptions = 100

/**
 * As events. On its way out an exception is recorded by each span that it leaves, and by the log besides: of one trace
 * the same counts once, as it was told with the longest stack.
 */
export function exceptionEvents(recorded: readonly Recorded[]): readonly Fields[] {
  const found = new Map<string, Recorded>()
  for (const each of recorded) {
    const id = idOf(each)
    const known = found.get(id)
    if (known === undefined || stackOf(known).length < stackOf(each).length) found.set(id, each)
  }
  return [...found].map(([id, each]) => ({ event_id: id, ...eventOf(each) }))
}

/** An exporter that got no answer sends the same again. */
function idOf({ traceId, spanId, at, exception }: Recorded): string {
  const of = traceId ?? `${spanId} ${at}`
  const what = [of, exception['exception.type'], exception['exception.message']]
  return createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 32)
}

function stackOf({ exception }: Recorded): string {
  const stack = exception['exception.stacktrace']
  return typeof stack === 'string' ? stack : ''
}

function eventOf(each: Recorded): Fields {
  const { resource, scope, span, said, severity, traceId, spanId, at, around } = each
  const first = (...names: readonly string[]) => names.map((name) => around[name]).find((value) => value)
  const of = (...names: readonly string[]) => names.map((name) => resource[name]).find((value) => value)
  // Whoever sets a resource of their own may leave it out; then the file tells.
  const language = String(of('telemetry.sdk.language') ?? '')
  return {
    platform: platforms[language] ?? 'other',
    level: levelOf(severity),
    ...(at === null ? {} : { timestamp: Number(at) / 1e9 }),
    logger: scope,
    ...(said === null ? {} : { logentry: { formatted: said } }),
    exception: { values: [exceptionOf(each)] },
    transaction: span,
    release: of('service.version') ?? null,
    environment: of('deployment.environment.name', 'deployment.environment') ?? null,
    server_name: of('host.name', 'service.instance.id') ?? null,
    sdk: {
      name: language === '' ? 'opentelemetry' : `opentelemetry.${language}`,
      version: of('telemetry.sdk.version'),
    },
    user: { id: first('user.id', 'enduser.id'), username: first('user.name'), email: first('user.email') },
    request: {
      url: first('url.full', 'http.url'),
      method: first('http.request.method', 'http.method'),
    },
    tags: { service: of('service.name') },
    contexts: { trace: { trace_id: traceId, span_id: spanId }, otel: resource },
    extra: around,
  }
}

function levelOf(severity: number | null): string {
  if (severity === null || severity === 0) return 'error'
  if (severity >= 21) return 'fatal'
  return severity >= 17 ? 'error' : severity >= 13 ? 'warning' : severity >= 9 ? 'info' : 'debug'
}

/** OpenTelemetry's names for the languages of its SDKs. */
const platforms: Readonly<Record<string, string>> = {
  ...{ python: 'python', java: 'java', nodejs: 'node', webjs: 'javascript', go: 'go', dotnet: 'csharp' },
  ...{ ruby: 'ruby', php: 'php', rust: 'native', cpp: 'native', erlang: 'elixir', swift: 'cocoa' },
}

function exceptionOf(each: Recorded): Fields {
  const { 'exception.type': type, 'exception.message': value, 'exception.escaped': escaped } = each.exception
  const stack = stackOf(each)
  return {
    ...namedBy(type),
    value: value ?? null,
    // Every exception that was recorded before anybody could know says that it did not escape.
    mechanism: { type: 'otlp', ...(isTrue(escaped) ? { handled: false } : {}) },
    ...(stack === '' ? {} : { stacktrace: { frames: stack } }),
  }
}

/** Python's client sends it as text. */
function isTrue(value: unknown): boolean {
  return /^true$/i.test(String(value))
}

/** `java.lang.IllegalStateException`, `shop.errors.OutOfStock`: the module is reported separately, as SDKs do. */
function namedBy(type: unknown): Fields {
  if (typeof type !== 'string') return { type: null }
  const [, module, name] = /^((?:[a-z_][\w$]*\.)+)([A-Z_][\w$]*)$/.exec(type) ?? []
  return module && name ? { type: name, module: module.slice(0, -1) } : { type }
}
