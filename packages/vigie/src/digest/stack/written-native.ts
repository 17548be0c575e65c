import type { JsonObject } from '../../contract/json.ts'
import { placed } from './placed.ts'

type Form = (line: string) => JsonObject | null

/** `2   Shop   0x0000000104b2c3d4 -[Orders charge:] + 40`; Kotlin's begin with `at`, and end with the file. */
function apple(line: string): JsonObject | null {
  const [, container, name = '', ...where] =
    /^(?:at )?\d{1,4}\s+([^\s[][^\t]{0,100}?)\s+0x[\da-f]{6,16}\s+(\S.*?)(?: \+ \d+)?(?: \(([^\s()]+?):(\d{1,9})(?::(\d{1,9}))?\))?$/i.exec(
      line,
    ) ?? []
  const kotlin = /^kfun:(.+?)(?:\(.*)?$/.exec(name)?.[1]?.replace('#', '.').replace(/^\./, '')
  return container === undefined
    ? null
    : { package: container, function: kotlin ?? name, ...placed(where[0], where[1], where[2]) }
}

/** `#01 pc 0000000000001234  /data/app/com.shop/lib/arm64/libshop.so (Orders::charge(int)+40)` */
function android(line: string): JsonObject | null {
  const [, container, name] =
    /^#\d{1,3}\s+pc [\da-f]{6,16}\s+(\/\S+|<[^>]+>)(?: \(offset 0x[\da-f]+\))?(?: \((?!BuildId)(.+?)(?:\+\d+)?\))?(?: \(BuildId: [\da-f]+\))?$/.exec(
      line,
    ) ?? []
  return container === undefined
    ? null
    : { package: container, ...(name === undefined ? {} : { function: name }) }
}

/** `#1  0x0000555555 in charge (n=5) at /srv/orders.c:12` */
function gdb(line: string): JsonObject | null {
  const [, name, file, number, container] =
    /^#\d{1,4}\s+(?:0x[\da-f]+ in )?([^\s(]+) \(.*\) (?:at (\S+):(\d{1,9})|from (\S+))$/.exec(line) ?? []
  return name === undefined ? null : { function: name, ...contained(container), ...placed(file, number) }
}

/** `#0 0x4f1b2c in charge(int) /srv/orders.cc:12:5`, as sanitizers have it. */
function sanitizer(line: string): JsonObject | null {
  const [, name, file, number, column, container] =
    /^#\d{1,4} 0x[\da-f]+ in (\S.*?) (?:(\/[^\s:]+):(\d{1,9})(?::(\d{1,9}))?|\((\/[^\s+]+)\+0x[\da-f]+\)(?: \(BuildId: [\da-f]+\))?)$/.exec(
      line,
    ) ?? []
  return name === undefined
    ? null
    : { function: name, ...contained(container), ...placed(file, number, column) }
}

/** `./shop(_Z6chargei+0x12) [0x55d0]`, of glibc's `backtrace_symbols` */
function glibc(line: string): JsonObject | null {
  const [, container, name] = /^([^\s()]{1,300})\((\w*)\+0x[\da-f]+\) ?\[0x[\da-f]+\]$/.exec(line) ?? []
  return container === undefined ? null : { package: container, ...(name ? { function: name } : {}) }
}

/** `0 [ra] 0x0000000100 charge() + 40 in shop at /srv/orders.swift:12:5`, of Swift's own on Linux */
function swift(line: string): JsonObject | null {
  const [, name, container, ...where] =
    /^\d{1,4} (?:\[\w+\] )*0x[\da-f]+ (\S.*?)(?: \+ \d+)? in (\S+)(?: at (\S+?):(\d{1,9})(?::(\d{1,9}))?)?$/.exec(
      line,
    ) ?? []
  return name === undefined
    ? null
    : { package: container ?? null, function: name, ...placed(where[0], where[1], where[2]) }
}

/** `Shop!AOrder::Charge() [C:\shop\Order.cpp:12]`, as Windows' debuggers and Unreal have it. */
function debuggers(line: string): JsonObject | null {
  const [, container, name, file, number] =
    /^([\w.-]{1,200})!([\w:~<>,&* ]+?)(?:\([^()]*\))?(?: \[(?:(.+):(\d{1,9}))?\])?$/.exec(line) ?? []
  if (container === undefined || !/::|\(|\[/.test(line)) return null
  return {
    package: container,
    function: name === 'UnknownFunction' ? null : (name ?? null),
    ...placed(file, number),
  }
}

/** `Shop 0x00007ff6d0000000 + 12ab`: without symbols. */
function unreal(line: string): JsonObject | null {
  const [, container, offset] = /^([\w.-]{1,200}) 0x[\da-f]{8,16} \+ 0*([\da-f]{1,16})$/i.exec(line) ?? []
  return container === undefined ? null : { package: container, function: `+0x${offset}` }
}

/** `[004C1A2B] Orders.TOrders.Charge (Line 12, "Orders.pas" + 3)`; `$000000000040123A  CHARGE,  line 12 of orders.pas` */
function pascal(line: string): JsonObject | null {
  const [, name, number, file] =
    /^\[[\da-f]{8,16}\](?:\{[^}]*\})? (\S+) \(Line (\d{1,9}), "([^"]+)"/i.exec(line) ?? []
  if (name !== undefined) return { function: name, ...placed(file, number) }
  const [, free, at, where] = /^\$[\da-f]{8,16}\s+([\w.$]+),\s+line (\d{1,9}) of (\S+)$/i.exec(line) ?? []
  return free === undefined ? null : { function: free, ...placed(where, at) }
}

function contained(container: string | undefined): JsonObject {
  return container === undefined ? {} : { package: container }
}

/** The forms in which compiled programs, and debuggers that look at them, write a stack. */
export const nativeForms: readonly Form[] = [apple, android, gdb, sanitizer, glibc, swift, pascal]
/** These forms are less distinctive than those of other languages, so they come last. */
export const vagueForms: readonly Form[] = [debuggers, unreal]
