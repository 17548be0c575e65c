import { isSystemPackage } from '../../digest/stack/in-app.ts'
import type { Pieces, Stream } from './pieces.ts'

export interface Module {
  /** Without directories, which contain people's names. */
  readonly file: string
  readonly from: bigint
  readonly size: number
  /** It belongs to the system, so whatever crashed there was called from elsewhere. */
  readonly isSystems: boolean
}

/** The offset within a program or library. */
export interface Place {
  readonly address: bigint
  readonly module: Module
}

const mostModules = 2000
const moduleSize = 108

/** What is loaded where. Only positions are read until somebody asks what is at an address. */
export function modulesIn({ at, size: listSize }: Stream, piece: Pieces) {
  const count = Math.min(piece(at, 4)?.readUInt32LE(0) ?? 0, mostModules)
  // Breakpad on macOS leaves space before the first one.
  const first = at + (listSize === 8 + count * moduleSize ? 8 : 4)
  const list: Spread[] = []
  for (let place = 0; place < count; place += 1) {
    const module = piece(first + place * moduleSize, moduleSize)
    if (module === null) break
    list.push({
      from: module.readBigUInt64LE(0),
      size: module.readUInt32LE(8),
      name: module.readUInt32LE(20),
    })
  }
  const known = new Map<Spread, Module | null>()
  return (address: bigint): Place | null => {
    const spread = list.find(({ from, size }) => address >= from && address < from + BigInt(size))
    if (!spread) return null
    if (!known.has(spread)) known.set(spread, named(spread, piece))
    const module = known.get(spread) ?? null
    return module && { address, module }
  }
}

interface Spread {
  readonly from: bigint
  readonly size: number
  /** Where its name is. */
  readonly name: number
}

function named({ from, size, name }: Spread, piece: Pieces): Module | null {
  const path = nameAt(name, piece)
  const file = path?.split(/[\\/]/).at(-1)
  return path && file ? { file, from, size, isSystems: isSystemPackage(path) } : null
}

const longestName = 1024

function nameAt(at: number, piece: Pieces): string | null {
  const length = piece(at, 4)?.readUInt32LE(0) ?? 0
  const name = length > longestName ? null : piece(at + 4, length)?.toString('utf16le')
  return name?.toWellFormed() || null
}
