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
  /** How many words from the top of the stack the frame begins. */
  readonly frame?: number
  /** What lies beneath that on the stack. */
  readonly beneath?: readonly bigint[]
  /** Where code lies, and where something else does; nothing is said of it where this is not there. */
  readonly memory?: readonly { readonly from: bigint; readonly size: bigint; readonly isCode: boolean }[]
}

const counters: Readonly<Record<number, number>> = { 0: 0xb8, 5: 0x40, 9: 0xf8, 12: 0x108 }
const at = { system: 32 + 5 * 12, exception: 150, threads: 330, registers: 400, modules: 800 }
const stackFrom = 0x7ffd_0000n

/** Where on the stack a word lies. */
export const slot = (place: number) => stackFrom + BigInt(place) * 8n

export function dumpOf({ platform, ...parts }: DumpParts): Buffer {
  const { processor, code, address, modules, padding = 0 } = parts
  const names = modules.map(({ file }) => Buffer.from(file, 'utf16le'))
  const listEnd = at.modules + 4 + padding + 108 * modules.length
  const namesEnd = listEnd + names.reduce((sum, name) => sum + name.length + 4, 0)
  const dump = Buffer.concat([Buffer.alloc(namesEnd), stackOf(parts), memoryOf(parts)])
  dump.write('MDMP', 'latin1')
  dump.writeUInt32LE(5, 8)
  dump.writeUInt32LE(32, 12)
  for (const [place, [type, where]] of [
    [7, at.system],
    [6, at.exception],
    [4, at.modules],
    [3, at.threads],
    [parts.memory ? 16 : 0, namesEnd + stackOf(parts).length],
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
  if (isLong(processor)) dump.writeBigUInt64LE(address, counter)
  else dump.writeUInt32LE(Number(address), counter)
  leaveReturn(dump, parts, namesEnd)
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

function leaveReturn(dump: Buffer, { processor, returns = 0n, ...parts }: Returning, stack: number): void {
  if (processor === 5) dump.writeUInt32LE(Number(returns), at.registers + 0x3c)
  if (processor === 12) dump.writeBigUInt64LE(returns, at.registers + 0xf8)
  if (!isLong(processor))
    dump.writeUInt32LE(Number(stackFrom), at.registers + (processor === 5 ? 0x38 : 0xc4))
  if (isLong(processor)) dump.writeBigUInt64LE(stackFrom, at.registers + (processor === 9 ? 0x98 : 0x100))
  if (processor === 9 && parts.frame !== undefined)
    dump.writeBigUInt64LE(slot(parts.frame), at.registers + 0xa0)
  const thread = at.threads + 4
  dump.writeUInt32LE(1, at.threads)
  dump.writeUInt32LE(77, at.exception)
  dump.writeUInt32LE(77, thread)
  dump.writeBigUInt64LE(stackFrom, thread + 24)
  dump.writeUInt32LE(stackOf({ processor, returns, ...parts }).length, thread + 32)
  dump.writeUInt32LE(stack, thread + 36)
}

type Returning = Omit<DumpParts, 'platform'>

function isLong(processor: number): boolean {
  return processor === 9 || processor === 12
}

function stackOf({ processor, returns = 0n, beneath = [] }: Returning): Buffer {
  const words = [returns, ...beneath]
  return Buffer.from(
    isLong(processor)
      ? new BigUint64Array(words).buffer
      : new Uint32Array(words.map((word) => Number(word))).buffer,
  )
}

function memoryOf({ memory = [] }: Returning): Buffer {
  const list = Buffer.alloc(16 + memory.length * 48)
  list.writeUInt32LE(16)
  list.writeUInt32LE(48, 4)
  list.writeBigUInt64LE(BigInt(memory.length), 8)
  for (const [place, { from, size, isCode }] of memory.entries()) {
    list.writeBigUInt64LE(from, 16 + place * 48)
    list.writeBigUInt64LE(size, 16 + place * 48 + 24)
    list.writeUInt32LE(isCode ? 0x20 : 0x02, 16 + place * 48 + 36)
  }
  return list
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
