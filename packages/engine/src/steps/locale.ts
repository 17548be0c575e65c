import { posix } from 'node:path'
import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import { CabestanError } from '@cabestan/protocol/failures'
import { suggestion } from '@cabestan/protocol/nearest'
import type { StepOf } from '@cabestan/protocol/steps'
import { asListed, readLocales } from '../facts/locales.ts'
import type { Files } from '../host/host.ts'
import { rootFile } from '../host/root-attributes.ts'
import { commandFailed } from '../host/run.ts'
import { valueIn, withValues } from './environment-text.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'

type LocaleStep = StepOf<'locale'>

/** Other programs may have come to use it, so nothing is removed. */
export const locale: StepKind<'locale'> = { check, apply, isApart: true }

const generated = '/etc/locale.gen'

async function check(
  { locale }: LocaleStep,
  { host: { files }, readings }: CheckContext,
): Promise<Change | null> {
  const [before, listed, available] = await Promise.all([
    readDefault(files),
    isListed(files, locale),
    readings.take(readLocales),
  ])
  const isMade = available.has(asListed(locale))
  if (!listed && !isMade) await assertKnown(files, locale)
  return changeOf([
    ...(listed ? [] : [valueChange(generated, null, locale)]),
    ...(isMade ? [] : [{ type: 'action', action: 'create', subject: locale } as const]),
    ...(before === locale ? [] : [valueChange(await defaultPath(files), before, locale)]),
  ])
}

/** Its line would stay in the list, and end every later run of locale-gen with an error. */
async function assertKnown(files: Files, locale: string): Promise<void> {
  const supported = await files.readText('/usr/share/i18n/SUPPORTED')
  const known = [...(supported ?? '').matchAll(/^(\S+) UTF-8$/gm)].flatMap(([, name]) => name ?? [])
  if (supported === null || locale === 'C.UTF-8' || known.includes(locale)) return
  throw new CabestanError('locale.unknown', { locale, ...suggestion(locale, known) })
}

function valueChange(subject: string, before: string | null, after: string): ChangeItem {
  return { type: 'value', subject, name: 'locale', before, after }
}

async function apply(
  { locale }: LocaleStep,
  _change: Change,
  { host, readings, output }: ApplyContext,
): Promise<void> {
  const { files } = host
  if (!(await isListed(files, locale))) await list(files, locale)
  if (!(await readings.take(readLocales)).has(asListed(locale))) await generate(locale, { host, output })
  const path = await defaultPath(files)
  const text = (await files.readText(path)) ?? ''
  await files.write(path, withValues(text, new Map([['LANG', locale]])), (await files.stat(path)) ?? rootFile)
}

/** Debian's script succeeds even if the program that it calls was killed for want of memory. */
async function generate(locale: string, { host, output }: Pick<ApplyContext, 'host' | 'output'>) {
  const argv = ['locale-gen'] as const
  const result = await host.exec(argv, { onLine: output, timeoutMs: 600_000 })
  const isMade = result.code === 0 && (await readLocales(host)).has(asListed(locale))
  if (!isMade) throw commandFailed(argv, result)
}

async function readDefault(files: Files): Promise<string | null> {
  return valueIn((await files.readText(await defaultPath(files))) ?? '', 'LANG') ?? null
}

/** On Debian 13 it is a link to systemd's own file, and stays a link. */
async function defaultPath(files: Files): Promise<string> {
  const path = '/etc/default/locale'
  const target = await files.readLink(path)
  return target === null ? path : posix.resolve(posix.dirname(path), target)
}

/**
 * The C library contains C.UTF-8. Every other locale is generated from this list, again at each update of the
 * library.
 */
async function isListed(files: Files, locale: string): Promise<boolean> {
  return locale === 'C.UTF-8' || lineOf(locale, '').test((await files.readText(generated)) ?? '')
}

async function list(files: Files, locale: string): Promise<void> {
  const text = (await files.readText(generated)) ?? ''
  const line = `${locale} UTF-8`
  const commented = lineOf(locale, '#[ \\t]*')
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`
  const next = commented.test(text) ? text.replace(commented, line) : `${whole}${line}\n`
  await files.write(generated, next, (await files.stat(generated)) ?? rootFile)
}

function lineOf(locale: string, before: string): RegExp {
  return new RegExp(`^${before}${locale.replaceAll('.', '\\.')} UTF-8[ \\t]*$`, 'm')
}
