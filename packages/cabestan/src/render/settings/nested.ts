import { dictOf, type Python, quoted } from './python.ts'

/** `SIMPLE_JWT = {**SIMPLE_JWT, 'SIGNING_KEY': SECRET_KEY}`: one value within a setting, the rest as it is. */
export function nested(path: readonly string[], value: Python): readonly [setting: string, value: Python] {
  const [setting = '', ...keys] = path
  return [setting, within(setting, keys, value)]
}

function within(source: string, keys: readonly string[], value: Python): Python {
  const [key, ...rest] = keys
  if (key === undefined) return value
  const name = quoted(key)
  return dictOf([null, source], [name, within(`${source}[${name}]`, rest, value)])
}
