import type { Frame } from '../../contract/event.ts'
import { isNameless } from '../stack/nameless.ts'
import { plainName, withoutSignature } from '../stack/plain-name.ts'

/** The name without what a compiler numbers: empty where it has none, null where the frame is to be skipped. */
export function functionKey(frame: Frame, platform: string): string | null {
  const name = frame.function?.trim() ?? ''
  // From Python 3.12 on these have no frame of their own.
  if (/^<(?:list|dict|set)comp>$/.test(name)) return null
  if (isUnnamed(frame, platform) || /(?:^|[\\:])\{closure\}$/.test(name)) return ''
  if (/^[A-Za-z_]\w*$/.test(name) && !/\d\d/.test(name)) return name
  if (isScript(platform)) return scriptName(name)
  if (platform === 'csharp') return compiledName(withoutSignature(name))
  // From Ruby 3.4 on the class stands before it.
  return platform === 'ruby' ? compiledName(name).replace(/^.*[#.](?=\w)/, '') : compiledName(name)
}

/** It has no name, or one that a minifier made up. */
export function isUnnamed(frame: Frame, platform: string): boolean {
  const name = frame.function?.trim() ?? ''
  const isShort = isMinified(frame, name, platform) || (isScript(platform) && isMinifiedMethod(frame, name))
  return isNameless(name) || isShort
}

/** `t`, `e.n`: the next build gives these names to other functions. */
function isMinified({ column }: Frame, name: string, platform: string): boolean {
  return (platform === 'javascript' || (column ?? 0) > 300) && /^[\w$]{1,2}(?:\.[\w$]{1,2})*$/.test(name)
}

/** `Object.ro`, `HTMLButtonElement.r`: only the object that it was called on has a real name. */
function isMinifiedMethod({ column }: Frame, name: string): boolean {
  const [, receiver = '', method] = /^([\w$]+)\.([\w$]{1,2})$/.exec(name) ?? []
  return (
    method !== undefined && ((column ?? 0) > 300 || /^(?:Object|Proxy|Window|HTML\w*Element)$/.test(receiver))
  )
}

export function isScript(platform: string): boolean {
  return platform === 'javascript' || platform === 'node'
}

/**
 * Browsers name the same function `Shop.buy`, `buy`, `Shop.buy [as onclick]` or `new Shop`, and one inside it
 * `buy/<`.
 */
function scriptName(name: string): string {
  if (/\/<*$/.test(name)) return ''
  const plain = name.replace(/ \[as [^\]]*\]$/, '').replace(/^(?:async |new |get |set )+/, '')
  const last = plain.split(/[./]/).at(-1) ?? ''
  return isNameless(last) ? '' : last
}

const numbered: readonly (readonly [RegExp, string])[] = [
  // Rust
  [/::\{\{closure\}\}/g, ''],
  [/::\{(?:impl|closure|async_\w+|shim)(?:#\d+)?\}/g, ''],
  // Go
  [/(?:\.func\d+(?:\.\d+)*|\.gowrap\d+|-fm)+$/, ''],
  [/\[\.\.\.\]/g, ''],
  // Ruby
  [/__+\d+_+\d+$/, ''],
  [/_\d{2,}$/, ''],
  // Java, Kotlin
  [/lambda\$(\w+)\$\d+/g, '$1'],
  [/\$lambda[-$]\d+/g, ''],
  [/\$\d+/g, ''],
  // C#
  [/<(\w+)>[a-z]__\w+(?:\.MoveNext)?/g, '$1'],
  [/<>c__DisplayClass\w+|`\d+/g, ''],
  // PHP
  [/\{closure:([^}]*?)(?:\(\))?(?::\d+)?\}/g, '$1'],
  [/^__TwigTemplate_[\da-f]{32,64}/, '__TwigTemplate'],
  [/^content_[\da-f]{13,14}(?:_\d+)?$/, 'content'],
  // Swift, C++
  [/closure #\d+ /g, 'closure '],
  [/_block_invoke(?:_\d+)?$/, '_block_invoke'],
  [/(?:\.(?:llvm|isra|part|constprop|cold)(?:\.\d+)?)+$/, ''],
  [/lambda_\w+|'lambda\d*'/g, 'lambda'],
  // Dart, Python
  [/(?:\.<anonymous closure>|\.<fn>|\.<locals>)/g, ''],
]

function compiledName(name: string): string {
  let plain = plainName(name)
  for (const [pattern, instead] of numbered) plain = plain.replace(pattern, instead)
  return plain.trim()
}
