type Names = Readonly<Record<number, string>>

/** Of `ntstatus.h`, as Windows’ debuggers show them. */
const windows: Names = {
  2147483651: 'EXCEPTION_BREAKPOINT',
  3221225477: 'EXCEPTION_ACCESS_VIOLATION',
  3221225485: 'STATUS_INVALID_PARAMETER',
  3221225478: 'EXCEPTION_IN_PAGE_ERROR',
  3221225501: 'EXCEPTION_ILLEGAL_INSTRUCTION',
  3221225620: 'EXCEPTION_INT_DIVIDE_BY_ZERO',
  3221225725: 'EXCEPTION_STACK_OVERFLOW',
  3221226356: 'STATUS_HEAP_CORRUPTION',
  3221226505: 'STATUS_STACK_BUFFER_OVERRUN',
  3765269347: 'C++ EXCEPTION',
}
const linux: Names = {
  4: 'SIGILL',
  5: 'SIGTRAP',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  11: 'SIGSEGV',
  31: 'SIGSYS',
}
const apple: Names = {
  1: 'EXC_BAD_ACCESS',
  2: 'EXC_BAD_INSTRUCTION',
  3: 'EXC_ARITHMETIC',
  5: 'EXC_SOFTWARE',
  6: 'EXC_BREAKPOINT',
  10: 'EXC_CRASH',
  11: 'EXC_RESOURCE',
  12: 'EXC_GUARD',
}
/** By the platform of a dump’s system. */
const platforms: Readonly<Record<number, Names>> = {
  2: windows,
  33025: apple,
  33026: apple,
  33281: linux,
  33283: linux,
}

export function crashName(code: number, platform: number | null): string {
  const known = platform === null ? undefined : platforms[platform]?.[code]
  return known ?? `0x${code.toString(16).padStart(8, '0')}`
}
