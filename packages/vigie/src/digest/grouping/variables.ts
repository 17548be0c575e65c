import type { Outline } from '../outline.ts'
import { mainException } from '../stack/main-exception.ts'
import { messagePattern } from './message-pattern.ts'

/** What `{{ … }}` in a fingerprint stands for; null for an unknown name. */
export function variableOf(name: string, outline: Outline): string | null {
  if (name.startsWith('tags.')) return outline.tags.find(([key]) => key === name.slice(5))?.[1] ?? ''
  const read = variables[name]
  return read ? (read(outline) ?? '') : null
}

const variables: Readonly<Record<string, (outline: Outline) => string | null | undefined>> = {
  type: mainType,
  'error.type': mainType,
  value: mainValue,
  'error.value': mainValue,
  message: ({ message, exceptions }) => patternOf(message?.text ?? mainException(exceptions)?.value),
  level: ({ level }) => level,
  logger: ({ logger }) => logger,
  transaction: ({ transaction }) => transaction,
  release: ({ release }) => release,
  environment: ({ environment }) => environment,
  function: (outline) => innermost(outline)?.function,
  'stack.function': (outline) => innermost(outline)?.function,
  module: (outline) => innermost(outline)?.module,
  'stack.module': (outline) => innermost(outline)?.module,
  package: (outline) => innermost(outline)?.package,
  'stack.package': (outline) => innermost(outline)?.package,
  abs_path: (outline) => innermost(outline)?.absolutePath,
  'stack.abs_path': (outline) => innermost(outline)?.absolutePath,
}

function mainType({ exceptions }: Outline): string | null | undefined {
  return mainException(exceptions)?.type
}

function mainValue({ exceptions }: Outline): string | null | undefined {
  return patternOf(mainException(exceptions)?.value)
}

/** Numbers in it would make every event an issue of its own. */
function patternOf(text: string | null | undefined): string | null {
  return text ? messagePattern(text) : null
}

function innermost({ exceptions, threads }: Outline) {
  const frames = [...exceptions, ...threads].find(({ frames }) => frames.length > 0)?.frames ?? []
  return frames.find(({ isInApp }) => isInApp) ?? frames[0]
}
