import { type Thing, text, unknown } from '../things/thing.ts'

/** Sections, and their options in lower case. */
export type IniText = ReadonlyMap<string, ReadonlyMap<string, Thing>>

const longest = 200_000

/** As `configparser` reads it: an indented line continues the value before. */
export function parsedIni(content: string): IniText {
  const sections = new Map<string, Map<string, string>>()
  let section: Map<string, string> | undefined
  let option: string | null = null
  for (const line of content.slice(0, longest).split(/\r?\n/)) {
    if (/^\s*(?:[#;].*)?$/.test(line)) continue
    const [, header] = /^\[([^\]]+)\]/.exec(line.trim()) ?? []
    if (header !== undefined) {
      section = sections.get(header) ?? new Map()
      sections.set(header, section)
      option = null
    } else if (option !== null && /^\s/.test(line)) {
      section?.set(option, `${section.get(option) ?? ''}\n${line.trim()}`)
    } else {
      const [, name = '', value = ''] = /^\s*([^=:]*?)\s*(?:[=:]\s*(.*?))?\s*$/.exec(line) ?? []
      option = name.toLowerCase()
      section?.set(option, value)
    }
  }
  return new Map([...sections].map(([name, options]) => [name, things(options, sections.get('DEFAULT'))]))
}

function things(
  options: ReadonlyMap<string, string>,
  common: ReadonlyMap<string, string> | undefined,
): ReadonlyMap<string, Thing> {
  const all = new Map([...(common ?? []), ...options])
  return new Map([...options].map(([name, value]) => [name, filled(value, all)]))
}

/** `%(home)s/db`, as a normal parser fills it in. A raw parser does not, which few use with such a value. */
function filled(value: string, options: ReadonlyMap<string, string>): Thing {
  const whole = value.replaceAll(
    /%\((\w+)\)s/g,
    (all, name: string) => options.get(name.toLowerCase()) ?? all,
  )
  return /%\(/.test(whole) ? unknown('a value that is filled in') : text(whole.replaceAll('%%', '%'))
}
