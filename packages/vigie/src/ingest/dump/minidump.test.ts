import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digest } from '../../digest/digest.ts'
import { crashOf } from './dump.ts'
import { type DumpParts, dumpOf, slot } from './minidump.fixture.ts'
import { Beginning, crashIn, lookedAt } from './minidump.ts'

const till = { file: 'C:\\Users\\Anna\\till.exe', from: 0x7ff6_1000_0000n, size: 0x20_000 }
const system = { file: '/usr/lib/libc.so.6', from: 0x7fff_0000_0000n, size: 0x1000 }
const crash: DumpParts = {
  ...{ platform: 2, processor: 9, code: 0xc0000005, address: till.from + 0x12abn },
  modules: [system, till],
}

describe('a dump', () => {
  it.each([
    ['Windows', {}, 'EXCEPTION_ACCESS_VIOLATION'],
    ['Windows on ARM', { processor: 12 }, 'EXCEPTION_ACCESS_VIOLATION'],
    ['Linux', { platform: 0x8201, code: 11 }, 'SIGSEGV'],
    ['Android', { platform: 0x8203, code: 6 }, 'SIGABRT'],
    ['macOS', { platform: 0x8101, processor: 12, code: 1 }, 'EXC_BAD_ACCESS'],
    ['Windows with .NET', { code: 0xe0434352 }, 'CLR EXCEPTION'],
    ['macOS, of an exception of Objective-C', { platform: 0x8101, code: 0x43506e78 }, 'NSException'],
    ['Windows, asked for by the program', { code: 0x0517a7ed }, 'SIMULATED EXCEPTION'],
    ['Linux, asked for by the program', { platform: 0x8201, code: 0xffffffff }, 'DUMP REQUESTED'],
    ['a system that nobody knows', { platform: 77, code: 0xab }, '0x000000ab'],
  ])('of %s tells why the process ended, and where', (_, parts, name) => {
    expect(crashIn(dumpOf({ ...crash, ...parts }))).toEqual({
      ...{ name, address: crash.address, callers: [] },
      place: {
        address: crash.address,
        module: { file: 'till.exe', from: till.from, size: till.size, isSystems: false },
      },
    })
  })

  it.each([
    ['x86', 0],
    ['ARM', 5],
  ])('of a processor of 32 bits tells where: %s', (_, processor) => {
    const small = { file: 'till.exe', from: 0x40_0000n, size: 0x1000 }
    const dump = dumpOf({ ...crash, processor, address: 0x40_0123n, modules: [small] })
    expect(crashIn(dump)).toMatchObject({
      place: { address: 0x40_0123n, module: { file: 'till.exe' } },
    })
  })

  it('of Breakpad on macOS, whose list of modules begins four bytes later, tells where', () => {
    expect(crashIn(dumpOf({ ...crash, padding: 4 }))).toMatchObject({
      place: { module: { file: 'till.exe' } },
    })
  })

  it('of an address that lies in no module tells that', () => {
    expect(crashIn(dumpOf({ ...crash, address: 0n }))).toMatchObject({ address: 0n, place: null })
    expect(crashIn(dumpOf({ ...crash, processor: 99, address: 1n }))).toMatchObject({
      address: null,
      place: null,
    })
  })

  it.each([
    ['x86', 0],
    ['ARM', 5],
    ['x86-64', 9],
    ['ARM64', 12],
  ])('of %s whose address lies in no module tells what jumped there', (_, processor) => {
    const small = { file: 'till.exe', from: 0x40_0000n, size: 0x1000 }
    const dump = dumpOf({ ...crash, processor, address: 0n, modules: [small], returns: 0x40_0123n })
    expect(crashIn(dump)).toMatchObject({
      place: null,
      callers: [{ address: 0x40_0123n, module: small }],
    })
  })

  it.each([
    ['x86', 0, []],
    ['ARM', 5, [0x40_0511n]],
    ['x86-64', 9, []],
    ['ARM64', 12, [0x40_0511n]],
  ])('of %s that ends in a library of the system tells who called that', (_, processor, inRegister) => {
    const small = { file: '/srv/till', from: 0x40_0000n, size: 0x5000 }
    const library = { file: '/usr/lib/libc.so.6', from: 0x50_0000n, size: 0x1000 }
    const dump = dumpOf({
      ...{ ...crash, platform: 0x8201, code: 6, processor, address: 0x50_0123n },
      ...{ modules: [library, small], returns: inRegister[0] ?? 0x50_0200n },
      beneath: [7n, 0x40_1222n, 0x50_0300n, 0x40_0020n, 0x40_3333n, 0x40_4444n, 0x40_1555n, 0x40_1666n],
    })
    const found = crashIn(dump)
    expect(found?.place).toMatchObject({ address: 0x50_0123n, module: { file: 'libc.so.6' } })
    const expected = [...inRegister, 0x40_1222n, 0x40_3333n, 0x40_4444n].slice(0, 3)
    expect(found?.callers.map(({ address }) => address)).toEqual(expected)
  })

  it('follows the chain of frames past what former calls left on the stack', () => {
    const [called, left, caller, outer] = [0x1111n, 0x2222n, 0x3333n, 0x4444n].map((at) => till.from + at)
    const beneath = [called, slot(5), caller, left, slot(8), outer, left, 0n, system.from + 7n]
    const dump = (frame?: number) =>
      dumpOf({
        ...{ ...crash, processor: 9, address: system.from + 9n, modules: [system, till] },
        ...{ returns: 7n, beneath: beneath as bigint[], ...(frame === undefined ? {} : { frame }) },
      })
    const callers = (frame?: number) => crashIn(dump(frame))?.callers.map(({ address }) => address)
    expect(callers(2)).toEqual([called, caller, outer])
    // The frame pointer is missing, or the register holds something else.
    expect(callers()).toEqual([called, caller, left])
    expect(callers(4)).toEqual([called, caller, left])
  })

  it('takes no pointer to what is not code for a call, where the dump says what is', () => {
    const dump = dumpOf({
      ...{ ...crash, address: system.from + 9n, modules: [system, till] },
      beneath: [till.from + 0x9000n, till.from + 0x1234n],
      memory: [
        { from: till.from, size: 0x2000n, isCode: true },
        { from: till.from + 0x2000n, size: 0x1e000n, isCode: false },
      ],
    })
    expect(crashIn(dump)?.callers.map(({ address }) => address)).toEqual([till.from + 0x1234n])
  })
})

const issueOf = (parts: Partial<DumpParts>) => {
  const value = crashOf({}, 'Minidump', dumpOf({ ...crash, ...parts }))
  const taken = { id: 'e'.repeat(32), receivedAt: 1, sentAt: null }
  return digest(JSON.parse(JSON.stringify(value)), taken).digested
}

describe('crashes', () => {
  it('have a title of why and where', () => {
    const { title, value } = issueOf({})
    expect([title, value]).toEqual(['EXCEPTION_ACCESS_VIOLATION', 'till.exe +0x12ab'])
  })

  it('are one issue where they are of the same place, wherever it was loaded to', () => {
    const moved = { ...till, file: 'D:\\till.exe', from: 0x7ff7_0000_0000n }
    const other = issueOf({ modules: [moved], address: moved.from + 0x12abn })
    expect(other.grouping).toEqual(issueOf({}).grouping)
  })

  it('to where no code is are told from each other by what jumped there', () => {
    const jumped = (within: bigint, from = till.from, address = 0n) =>
      issueOf({ address, modules: [{ ...till, from }], returns: from + within })
    const { value, culprit, grouping } = jumped(0x321n)
    expect([value, culprit]).toEqual(['till.exe +0x321', 'till.exe › +0x321'])
    expect(jumped(0x321n, till.from + 0x1000n, 0xdeadn).grouping).toEqual(grouping)
    expect(jumped(0x322n).grouping).not.toEqual(grouping)
  })

  it('of one function of the system are told from each other by who called it', () => {
    const aborted = (within: bigint, from = till.from) =>
      issueOf({
        ...{ platform: 0x8201, code: 6, address: system.from + 0x99n },
        ...{ modules: [system, { ...till, from }], beneath: [1n, from + within] },
      })
    const { value, culprit, grouping } = aborted(0x321n)
    expect([value, culprit]).toEqual(['till.exe +0x321', 'till.exe › +0x321'])
    expect(aborted(0x321n, till.from + 0x1000n).grouping).toEqual(grouping)
    expect(aborted(0x322n).grouping).not.toEqual(grouping)
  })

  it.each([
    ['another place', { address: till.from + 0x12acn }],
    ['another module', { modules: [{ ...till, file: 'printer.dll' }] }],
    ['another reason', { code: 0xc0000094 }],
  ])('are another issue for %s', (_, parts) => {
    expect(issueOf(parts).grouping).not.toEqual(issueOf({}).grouping)
  })
})

describe('a dump of somebody with bad intentions', () => {
  const whole = dumpOf(crash)
  const quickly = (dump: Buffer) => {
    const before = process.threadCpuUsage()
    const found = crashIn(dump)
    // Measured in processor time, because other work on the machine would lengthen any other measure.
    expect(process.threadCpuUsage(before).user).toBeLessThan(200_000)
    return found
  }

  it('says nothing where it is cut off, and does no harm wherever its bytes are others', () => {
    fc.assert(fc.property(fc.nat(whole.length), (end) => void quickly(whole.subarray(0, end))))
    const change = fc.record({ at: fc.nat(whole.length - 4), to: fc.nat(0xffffffff) })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const dump = Buffer.from(whole)
        for (const { at, to } of changes) dump.writeUInt32LE(to, at)
        quickly(dump)
      }),
    )
    fc.assert(fc.property(fc.uint8Array(), (bytes) => quickly(Buffer.from(bytes)) === null))
  })

  it('of millions of streams and modules costs no time', () => {
    const dump = Buffer.alloc(lookedAt)
    whole.copy(dump)
    for (const at of [8, 800]) dump.writeUInt32LE(0xffffffff, at)
    quickly(dump)
  })

  it('that names its module with a megabyte, or with half a letter, is still text', () => {
    const long = dumpOf({ ...crash, modules: [{ ...till, file: 'x'.repeat(600) }] })
    expect(crashIn(long)?.place).toBeNull()
    const half = dumpOf({ ...crash, modules: [{ ...till, file: '\ud800.exe' }] })
    expect(crashIn(half)?.place?.module.file).toBe('\ufffd.exe')
  })
})

it('what passes by is remembered as far as it is looked at, in pieces of any size', () => {
  const beginning = new Beginning()
  const pieces = [1000, lookedAt, 5].map((size) => Buffer.alloc(size, size))
  expect(pieces.map((piece) => beginning.add(piece))).toEqual([1000, lookedAt - 1000, 0])
  expect(beginning.bytes).toEqual(Buffer.concat(pieces).subarray(0, lookedAt))
})
