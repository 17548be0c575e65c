/** A dump as it is laid out: header, directory, system, exception, registers, modules, names. */
export interface DumpParts {
  readonly platform: number
  readonly processor: number
  readonly code: number
  readonly address: bigint
  readonly modules: readonly { readonly file: string; readonly from: bigint; readonly size: number }[]
  /** Between how many modules there are and the first: Breakpad’s have some on macOS. */
  readonly padding?: number
}

const counters: Readonly<Record<number, number>> = { 0: 0xb8, 5: 0x40, 9: 0xf8, 12: 0x108 }
const at = { system: 32 + 3 * 12, exception: 150, registers: 400, modules: 800 }

export function dumpOf({ platform, processor, code, address, modules, padding = 0 }: DumpParts): Buffer {
  const names = modules.map(({ file }) => Buffer.from(file, 'utf16le'))
  const listEnd = at.modules + 4 + padding + 108 * modules.length
  const dump = Buffer.alloc(listEnd + names.reduce((sum, name) => sum + name.length + 4, 0))
  dump.write('MDMP', 'latin1')
  dump.writeUInt32LE(3, 8)
  dump.writeUInt32LE(32, 12)
  for (const [place, [type, where]] of [
    [7, at.system],
    [6, at.exception],
    [4, at.modules],
  ].entries()) {
    dump.writeUInt32LE(type as number, 32 + place * 12)
    dump.writeUInt32LE(where as number, 40 + place * 12)
  }
  dump.writeUInt32LE(listEnd - at.modules, 32 + 2 * 12 + 4)
  dump.writeUInt16LE(processor, at.system)
  dump.writeUInt32LE(platform, at.system + 20)
  dump.writeUInt32LE(code, at.exception + 8)
  dump.writeUInt32LE(at.registers, at.exception + 164)
  const counter = at.registers + (counters[processor] ?? 0)
  if (processor === 9 || processor === 12) dump.writeBigUInt64LE(address, counter)
  else dump.writeUInt32LE(Number(address), counter)
  dump.writeUInt32LE(modules.length, at.modules)
  let nameAt = listEnd
  for (const [place, { from, size }] of modules.entries()) {
    const module = at.modules + 4 + padding + place * 108
    const name = names[place] as Buffer
    dump.writeBigUInt64LE(from, module)
    dump.writeUInt32LE(size, module + 8)
    dump.writeUInt32LE(nameAt, module + 20)
    dump.writeUInt32LE(name.length, nameAt)
    name.copy(dump, nameAt + 4)
    nameAt += name.length + 4
  }
  return dump
}

/** Of a program on Linux that reached for what is not its own. */
export const crashDump = dumpOf({
  ...{ platform: 0x8201, processor: 9, code: 11, address: 0x5000_0123n },
  modules: [{ file: '/opt/shop/till', from: 0x5000_0000n, size: 0x1000 }],
})
/** As much as an event tells of it. */
export const crashTold = {
  level: 'fatal',
  exception: {
    values: [
      {
        ...{ type: 'SIGSEGV', value: 'till +0x123', mechanism: { type: 'minidump', handled: false } },
        stacktrace: { frames: [{ package: 'till', function: '+0x123' }] },
      },
    ],
  },
}
