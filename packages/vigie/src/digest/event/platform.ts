import { isList, isObject, type Json, type JsonObject } from '../../contract/json.ts'
import type { Reading } from '../reading/reading.ts'
import { firstOf } from '../reading/shapes.ts'

/**
 * The platform that was sent; otherwise guessed from the SDK's name or the innermost file, because old SDKs did not
 * send it.
 */
export function readPlatform(event: JsonObject, reading: Reading): string {
  const said = reading.word(event['platform'], 'platform')?.toLowerCase()
  if (said && said !== 'other') return familyOf(said)
  return bySdk(event) ?? byFile(event) ?? said ?? 'other'
}

export function familyOf(said: string): string {
  return families.find(([pattern]) => pattern.test(said))?.[1] ?? said
}

/** Sentry's own names for kinds of projects and systems: `python-django`, `android`. */
const families: readonly (readonly [RegExp, string])[] = [
  [/^node(?:js|\.js|-.+)$|^(?:bun|deno|electron)$|^javascript-(?:nextjs|nestjs|electron)$/, 'node'],
  [/^javascript-.+$|^(?:browser|react|react-native|typescript)$/, 'javascript'],
  [/^python-.+$/, 'python'],
  [/^php-.+$/, 'php'],
  [/^ruby-.+$/, 'ruby'],
  [/^java-.+$|^(?:android|kotlin|jvm|scala)$/, 'java'],
  [/^dotnet(?:-.+)?$|^(?:c#|unity)$/, 'csharp'],
  [/^go-.+$|^golang$/, 'go'],
  [/^(?:apple|cocoa)-.+$|^(?:apple|ios|macos)$/, 'cocoa'],
  [/^dart-.+$|^flutter$/, 'dart'],
  [/^native-.+$|^(?:c\+\+|cpp|unreal|godot|nintendo-switch|playstation|xbox)$/, 'native'],
]

const sdks: readonly (readonly [RegExp, string])[] = [
  [/javascript\.(?:node|nextjs|nestjs|bun|deno|electron|aws)|raven-node/i, 'node'],
  [/javascript|raven-js/i, 'javascript'],
  [/python/i, 'python'],
  [/php|laravel|symfony/i, 'php'],
  [/ruby/i, 'ruby'],
  [/java|android/i, 'java'],
  [/dotnet|csharp/i, 'csharp'],
  [/\bgo\b/i, 'go'],
  [/cocoa|swift|objc/i, 'cocoa'],
  [/elixir/i, 'elixir'],
  [/dart|flutter/i, 'dart'],
  [/rust|native/i, 'native'],
]

function bySdk(event: JsonObject): string | null {
  const sdk = firstOf(event, 'sdk', 'sentry.interfaces.Sdk')
  const name = isObject(sdk) ? sdk['name'] : sdk
  return typeof name === 'string' ? (sdks.find(([pattern]) => pattern.test(name))?.[1] ?? null) : null
}

const extensions: Readonly<Record<string, string>> = {
  ...{
    py: 'python',
    js: 'javascript',
    mjs: 'javascript',
    jsx: 'javascript',
    ts: 'javascript',
    tsx: 'javascript',
  },
  ...{ rb: 'ruby', php: 'php', java: 'java', kt: 'java', go: 'go', cs: 'csharp', rs: 'native', ex: 'elixir' },
  ...{
    dart: 'dart',
    m: 'cocoa',
    mm: 'cocoa',
    swift: 'cocoa',
    c: 'native',
    cc: 'native',
    cpp: 'native',
    pl: 'perl',
  },
}

function byFile(event: JsonObject): string | null {
  const file = innermostFile(event)
  const extension =
    typeof file === 'string' ? /\.(\w{1,5})(?:[?#]|$)/.exec(file)?.[1]?.toLowerCase() : undefined
  return extension && Object.hasOwn(extensions, extension) ? (extensions[extension] ?? null) : null
}

function innermostFile(event: JsonObject): Json | undefined {
  const exceptions = firstOf(event, 'exception', 'sentry.interfaces.Exception')
  const last = isObject(exceptions) || isList(exceptions) ? valuesOf(exceptions).at(-1) : undefined
  const holder = isObject(last) ? last : event
  const stack = firstOf(holder, 'stacktrace', 'sentry.interfaces.Stacktrace')
  const frames = isObject(stack) ? stack['frames'] : undefined
  const frame = isList(frames) ? frames.findLast(isObject) : undefined
  return isObject(frame) ? firstOf(frame, 'filename', 'abs_path') : undefined
}

function valuesOf(value: Json): readonly Json[] {
  if (isList(value)) return value
  return isObject(value) && isList(value['values']) ? value['values'] : []
}
