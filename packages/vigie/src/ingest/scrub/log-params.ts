import { remember, type Secrets } from './echo.ts'
import { filtered } from './limits.ts'
import { type CompiledRules, isSecret } from './rules.ts'

/**
 * `{message: "login of %s with password %s", params: ["bob", "hunter2"]}`: what a parameter is stands before its place.
 * What was taken out is taken out of the formatted message too.
 */
export function filterParams(entry: Record<string, unknown>, rules: CompiledRules, secrets: Secrets): void {
  const { message, params } = entry
  if (typeof message !== 'string' || typeof params !== 'object' || params === null) return
  const template = message.slice(0, longest)
  const taken = Array.isArray(params) ? fromList(template, params, rules) : fromDictionary(params, rules)
  for (const secret of taken) remember(secrets, secret)
  if (typeof entry['formatted'] === 'string')
    entry['formatted'] = withoutAll(entry['formatted'].slice(0, longest), taken)
}

const longest = 8_192
const place =
  /%(?:\(\w{1,64}\))?[-#0 +]{0,5}\d{0,5}(?:\.\d{0,5})?[diouxXeEfFgGcrsa]|\{\w{0,64}(?:[!:][^{}]{0,20})?\}/g
const nameBefore = /([A-Za-z][\w-]{1,63})["']?\s{0,4}(?:[:=]|is|was|of)?\s{0,4}["'(]?$/

function fromList(template: string, params: unknown[], rules: CompiledRules): string[] {
  const taken: string[] = []
  let at = 0
  for (const found of template.matchAll(place)) {
    const name = nameBefore.exec(template.slice(Math.max(0, found.index - 80), found.index))?.[1]
    const value = params[at]
    if (name !== undefined && isSecret(name, rules) && isScalar(value)) {
      taken.push(String(value))
      params[at] = filtered
    }
    at++
  }
  return taken
}

/** The walk takes them out by their names. */
function fromDictionary(params: object, rules: CompiledRules): string[] {
  return Object.entries(params)
    .filter(([name, value]) => isScalar(value) && isSecret(name, rules))
    .map(([, value]) => String(value))
}

function isScalar(value: unknown): boolean {
  return (typeof value === 'string' && value !== filtered) || typeof value === 'number'
}

function withoutAll(text: string, taken: readonly string[]): string {
  return taken
    .filter((secret) => secret.length >= 3)
    .reduce((clean, secret) => clean.replaceAll(secret, filtered), text)
}
