import type { JsonObject } from '../../contract/json.ts'
import { termFrames } from './erlang.ts'
import { placed } from './placed.ts'
import { calledFrom } from './thrown.ts'
import { nativeForms, vagueForms } from './written-native.ts'
import { rareForms } from './written-rarely.ts'

/**
 * A stack that was written out as text, as each language writes its own: frames as SDKs send them, outermost first.
 * Nothing where no line of it is one of a stack.
 */
export function writtenFrames(text: string): readonly JsonObject[] {
  const lines = linesOf(text)
  const traceback = lines.findLastIndex((line) => line.startsWith('Traceback (most recent call last)'))
  if (traceback >= 0) return tracebackFrames(lines.slice(traceback + 1))
  if (text.includes(erlangs) && text.includes('\n')) return termFrames(text.slice(0, longest)).toReversed()
  const frames: JsonObject[] = []
  for (const [place, line] of lines.entries()) {
    if (frames.length > 0 && /^Caused by: /.test(line)) break
    addFrame(frames, line, lines[place - 1] ?? '')
  }
  return calledFrom(frames, lines).reverse()
}

const erlangs = '[{file,"'
const longest = 65_536
const most = 400
const longestLine = 512

function linesOf(text: string): readonly string[] {
  return text
    .slice(0, longest)
    .split(/[\r\n]+/, most)
    .map((line) => line.slice(0, longestLine).trim())
}

function addFrame(frames: JsonObject[], line: string, before: string): void {
  const last = frames.at(-1)
  // Rust and Go write the place on a line of its own.
  const place = /^(?:at )?([^\s(][^(]*?):(\d{1,9})(?::(\d{1,9}))?(?: \+0x[\da-f]+)?$/.exec(line)
  if (place && last && last['filename'] === undefined) {
    frames[frames.length - 1] = { ...last, ...placed(place[1], place[2], place[3]) }
    return
  }
  if (place && /\.go$/.test(place[1] ?? '')) {
    frames.push({ ...goFunction(before), ...placed(place[1], place[2]) })
    return
  }
  // In Julia the place stands below the function: `[2] charge(n::Int64)`, `@ Main /srv/orders.jl:12`.
  const [, module, at, number] = /^@ (?:(\S+) )?(\S+?):(\d{1,9})$/.exec(line) ?? []
  if (at !== undefined) {
    const name = /^\[\d{1,3}\] ([^(]+)/.exec(before)?.[1]
    frames.push({ function: name ?? null, module: module ?? null, ...placed(at, number) })
    return
  }
  // GHC writes which function was called where; the next line says inside which one.
  const [, called, ...where] =
    /^([\w.']+|\(\S{1,20}\)), called at (\S+?):(\d{1,9}):(\d{1,9}) in \S*?:([\w.']+)$/.exec(line) ?? []
  if (called !== undefined) {
    if (last) frames[frames.length - 1] = { ...last, function: called }
    frames.push({ module: where[3] ?? null, ...placed(where[0], where[1], where[2]) })
    return
  }
  for (const read of forms) {
    const frame = read(line)
    if (!frame) continue
    frames.push(frame)
    return
  }
}

type Form = (line: string) => JsonObject | null

const forms: readonly Form[] = [
  ...nativeForms,
  ...rareForms,
  ...[java, powershell, script, dotnet, php, dart, rust, ruby, lua, elixir, gecko],
  ...vagueForms,
]

/** `at com.shop.Orders.charge(Orders.java:12)` */
function java(line: string): JsonObject | null {
  const [, module, name, file, number] =
    /^at (?:[\w.@-]+\/)*([\w.$]+)\.([\w$<>]+)\((?:([\w$./-]+\.\w+)(?::(\d{1,9}))?|Native Method|Unknown Source)\)$/.exec(
      line,
    ) ?? []
  return module === undefined ? null : { module, function: name ?? null, ...placed(file, number) }
}

/** `at Get-Total, C:\shop.ps1: line 5` */
function powershell(line: string): JsonObject | null {
  const [, name, file, number] = /^at ([^,]+), (.+): line (\d{1,9})$/.exec(line) ?? []
  return name === undefined ? null : { function: name, ...placed(file, number) }
}

/** `at async charge (/srv/orders.js:12:5)`, `at /srv/orders.js:12:5`, `at apply (native)` */
function script(line: string): JsonObject | null {
  const [, said = '', number, column] =
    /^at (.+?)(?::(\d{1,9}):(\d{1,9})|(?<=\((?:native|<anonymous>)))\)?$/.exec(line) ?? []
  if (said === '') return null
  const at = said.lastIndexOf(' (')
  const file = at < 0 ? said.replace(/^async /, '') : said.slice(at + 2).replace(/^address at /, '')
  return at < 0
    ? placed(file, number, column)
    : { function: said.slice(0, at).replace(/^async /, ''), ...placed(file, number, column) }
}

/**
 * `at Shop.Orders.Charge(Cart cart) in C:\src\Orders.cs:line 12`, in the language of the system
 * (`à … dans …:ligne 12`); Mono's with the offset, and where nobody knows the file: `[0x00011] in <0f3e>:0`.
 */
function dotnet(line: string): JsonObject | null {
  const [, module, name, file, number] =
    /^(?:at|à|bei|en|em|in|w|в|на|在|場所|위치:) ([\w.+`<>|[\],/]+?)\.([\w`<>|[\],]+|\.c?ctor)(?: \([^()]*\) \[0x[\da-f]+\]|\((?!\d+\))[^()]*\))(?: [^\s()]+ (.+?):(?:\p{L}+ )?(\d{1,9})\.?)?$/u.exec(
      line,
    ) ?? []
  if (module === undefined) return null
  return { module, function: name ?? null, ...(file?.startsWith('<') ? {} : placed(file, number)) }
}

/** `#0 /srv/Orders.php(12): Shop\Orders->total()` */
function php(line: string): JsonObject | null {
  const [, file, number, name] =
    /^#\d{1,4} (?:([^(]+)\((\d{1,9})\)|\[internal function\]): ([^(]+)\(/.exec(line) ?? []
  return name === undefined ? null : { function: name, ...placed(file ?? '[internal]', number) }
}

/** `#0      Orders.charge (package:shop/orders.dart:12:5)` */
function dart(line: string): JsonObject | null {
  const [, name, file, number, column] =
    /^#\d{1,4}\s+(\S.*?) \(([^()]+?)(?::(\d{1,9}))?(?::(\d{1,9}))?\)$/.exec(line) ?? []
  return name === undefined ? null : { function: name, ...placed(file, number, column) }
}

/** `0: shop::orders::charge`, with or without an address before it. */
function rust(line: string): JsonObject | null {
  const [, name] = /^\d{1,4}: (?:0x[\da-f]+ - )?([<\w].*)$/.exec(line) ?? []
  return name === undefined ? null : { function: name }
}

/** ``from /srv/order.rb:12:in `charge'`` */
function ruby(line: string): JsonObject | null {
  const [, file, number, name] = /^(?:from )?([^:]+):(\d{1,9}):in [`'](.+)'$/.exec(line) ?? []
  return file === undefined ? null : { function: name ?? null, ...placed(file, number) }
}

/** `shop.lua:12: in function 'charge'` */
function lua(line: string): JsonObject | null {
  const [, file, number, name] =
    /^([^:]+):(\d{1,9}): in (?:(?:function|method|local|upvalue|field) ['<](.+)['>]|main chunk)$/.exec(
      line,
    ) ?? []
  return file === undefined ? null : { function: name ?? 'main chunk', ...placed(file, number) }
}

/** `(shop 0.1.0) lib/shop/orders.ex:4: Shop.Orders.charge/1` */
function elixir(line: string): JsonObject | null {
  const [, file, number, name] =
    /^(?:\(\w+(?: [\w.-]+)?\) )?([^\s:]+\.(?:exs?|erl)):(\d{1,9}): (.+)$/.exec(line) ?? []
  if (name === undefined) return null
  const module = /^(.+)\.[^.]+$/.exec(name)?.[1]
  const named = module === undefined ? {} : { module: /^[A-Z]/.test(module) ? `Elixir.${module}` : module }
  return { function: name, ...named, ...placed(file, number) }
}

/** `charge@https://shop.example/app.js:12:5`, as Firefox and Safari write it; React Native without a file. */
function gecko(line: string): JsonObject | null {
  const [, name = '', file, number, column] =
    /^([^@\s]*)@(?:(?!\d+:\d+$)(.+?):)?(\d{1,9})(?::(\d{1,9}))?$/.exec(line) ?? []
  if (number === undefined || (file === undefined && name === '')) return null
  return { ...(name ? { function: name } : {}), ...placed(file, number, column) }
}

/** `shop/orders.(*Orders).Charge(0x5)` */
function goFunction(line: string): JsonObject {
  const whole = line
    .replace(/^created by /, '')
    .replace(/ in goroutine \d+$/, '')
    .replace(/\([^()]*\)$/, '')
  const at = whole.indexOf('.', whole.lastIndexOf('/') + 1)
  return at < 0 ? { function: whole } : { module: whole.slice(0, at), function: whole.slice(at + 1) }
}

function tracebackFrames(lines: readonly string[]): readonly JsonObject[] {
  const frames: JsonObject[] = []
  for (const [place, line] of lines.entries()) {
    const nim = /^(\S+\.nims?)\((\d{1,9})(?:, \d+)?\) +(\S+)$/.exec(line)
    if (nim) frames.push({ function: nim[3] ?? null, ...placed(nim[1], nim[2]) })
    const [, file, number, name] = /^File "(.+)", line (\d{1,9})(?:, in (.+))?$/.exec(line) ?? []
    if (file === undefined) continue
    const next = lines[place + 1]
    const source = next && !next.startsWith('File "') ? { context_line: next } : {}
    frames.push({ function: name ?? '<module>', ...placed(file, number), ...source })
  }
  return frames
}
