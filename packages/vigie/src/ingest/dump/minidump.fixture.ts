/** A dump as it is laid out: header, directory, system, exception, registers, modules, names. */
export interface DumpParts {
  readonly platform: number
  readonly processor: number
  readonly code: number
  readonly address: bigint
  readonly modules: readonly { readonly file: string; readonly from: bigint; readonly size: number }[]
  /** Between how many modules there are and the first: Breakpad’s have some on macOS. */
  readonly padding?: number
  /** What the last call left: on top of the stack, or in a register. */
  readonly returns?: bigint
}

const counters: Readonly<Record<number, number>> = { 0: 0xb8, 5: 0x40, 9: 0xf8, 12: 0x108 }
const at = { system: 32 + 4 * 12, exception: 150, threads: 330, stack: 390, registers: 400, modules: 800 }
const stackFrom = 0x7ffd_0000n

export function dumpOf({ platform, ...parts }: DumpParts): Buffer {
  const { processor, code, address, modules, padding = 0, returns = 0n } = parts
  const names = modules.map(({ file }) => Buffer.from(file, 'utf16le'))
  const listEnd = at.modules + 4 + padding + 108 * modules.length
  const dump = Buffer.alloc(listEnd + names.reduce((sum, name) => sum + name.length + 4, 0))
  dump.write('MDMP', 'latin1')
  dump.writeUInt32LE(4, 8)
  dump.writeUInt32LE(32, 12)
  for (const [place, [type, where]] of [
    [7, at.system],
    [6, at.exception],
    [4, at.modules],
    [3, at.threads],
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
  leaveReturn(dump, processor, returns)
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

function leaveReturn(dump: Buffer, processor: number, returns: bigint): void {
  if (processor === 5) dump.writeUInt32LE(Number(returns), at.registers + 0x3c)
  if (processor === 12) dump.writeBigUInt64LE(returns, at.registers + 0xf8)
  if (processor === 0) dump.writeUInt32LE(Number(stackFrom), at.registers + 0xc4)
  if (processor === 9) dump.writeBigUInt64LE(stackFrom, at.registers + 0x98)
  const thread = at.threads + 4
  dump.writeUInt32LE(1, at.threads)
  dump.writeUInt32LE(77, at.exception)
  dump.writeUInt32LE(77, thread)
  dump.writeBigUInt64LE(stackFrom, thread + 24)
  dump.writeUInt32LE(8, thread + 32)
  dump.writeUInt32LE(at.stack, thread + 36)
  dump.writeBigUInt64LE(returns, at.stack)
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
