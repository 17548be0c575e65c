import type { JsonObject } from '../../contract/json.ts'
import { placed } from './placed.ts'
import { carp } from './thrown.ts'

type Form = (line: string) => JsonObject | null

/** `Shop.Orders:Charge (int) (at Assets/Scripts/Orders.cs:12)`; of an error with a dot in place of the colon. */
function unity(line: string): JsonObject | null {
  const [, module, ...found] =
    /^([\w.+/<>`]+)(?::([A-Za-z_<.][\w<>.`|]*) ?\([^()]*\)(?: \(at (.+):(\d{1,9})\))?|\.([\w<>`|]+) ?\([^()]*\) \(at (.+):(\d{1,9})\))$/.exec(
      line,
    ) ?? []
  const [name, file, number] = found[3] === undefined ? found : found.slice(3)
  if (module === undefined || (file === undefined && !module.includes('.'))) return null
  return { module, function: name ?? null, ...placed(file, number) }
}

/** `[0] charge (res://orders.gd:12)` */
function godot(line: string): JsonObject | null {
  const [, name, file, number] = /^\[\d{1,3}\] (\S+) \((\w+:\/\/\S+):(\d{1,9})\)$/.exec(line) ?? []
  return name === undefined ? null : { function: name, ...placed(file, number) }
}

/** `Called from Dune__exe__Orders.charge in file "bin/orders.ml", line 12, characters 2-10` */
function ocaml(line: string): JsonObject | null {
  const [, name, file, number] =
    /^(?:Raised(?: by primitive operation)? at|Re-raised at|Called from) (?:(\S+) in )?file "([^"]+)"(?: \(inlined\))?, lines? (\d{1,9})/.exec(
      line,
    ) ?? []
  const plain = name?.replace(/^\w+?__(?:exe__)?(?=[A-Z])/, '')
  return file === undefined
    ? null
    : { ...(plain === undefined ? {} : { function: plain }), ...placed(file, number) }
}

/** `from src/orders.cr:12:5 in 'charge'` */
function crystal(line: string): JsonObject | null {
  const [, file, number, column, name] = /^from (.+?):(\d{1,9}):(\d{1,9}) in '(.+)'$/.exec(line) ?? []
  return file === undefined ? null : { function: name ?? null, ...placed(file, number, column) }
}

/** `Shop::Orders::charge(7) called at /srv/shop.pl line 3` */
function perl(line: string): JsonObject | null {
  const [, name, file, number] = carp.exec(line) ?? []
  return name === undefined ? null : { function: name, ...placed(file, number) }
}

/** `2: charge(7) at orders.R#12` */
function r(line: string): JsonObject | null {
  const [, name, file, number] = /^\d{1,4}: ([\w.]+)\(.*\) at (\S+)#(\d{1,9})$/.exec(line) ?? []
  return name === undefined ? null : { function: name, ...placed(file, number) }
}

/** `in function  orders:charge/1 (orders.erl, line 12)` */
function erlang(line: string): JsonObject | null {
  const [, module, name, file, number] =
    /^in (?:function|call from)\s+(\w+):(\S+\/\d+)(?: \((\S+), line (\d{1,9})\))?$/.exec(line) ?? []
  return module === undefined ? null : { module, function: name ?? null, ...placed(file, number) }
}

/** `(procedure "charge" line 2)`, `(file "/srv/shop.tcl" line 12)` */
function tcl(line: string): JsonObject | null {
  const [, kind, name, number] = /^\((procedure|file) "([^"]+)" line (\d{1,9})\)$/.exec(line) ?? []
  if (kind === undefined) return null
  return kind === 'file' ? placed(name, number) : { function: name ?? null }
}

/** `0: (SHOP::CHARGE 7)` */
function lisp(line: string): JsonObject | null {
  const [, name] = /^\d{1,4}: \(([A-Z][^\sa-z()]*)(?: .*)?\)$/.exec(line) ?? []
  return name === undefined ? null : { function: name }
}

/** Forms that are rare, by line; each is recognised by its look. */
export const rareForms: readonly Form[] = [unity, godot, ocaml, crystal, perl, r, erlang, tcl, lisp]
