import type { Failure, FailureCode } from '@cabestan/protocol/failures'
import type { VenvOrder } from '@cabestan/protocol/orders'

/**
 * Whether a second try on the same server, some minutes later, would end with the same words. Of the packages of the
 * system, those that something is built with are there before the first one: only services are still to come.
 */
export function isOwnFault({ code, detail }: Failure, order: VenvOrder): boolean {
  if (ofIndex.includes(code)) return !namesKeys(order)
  return code === 'venv.build-failed' && !ofMachine.test(detail?.tail ?? '')
}

/** What an index has, and what packages say of each other. A wrong hash may be a download that was cut off. */
const ofIndex: readonly FailureCode[] = ['venv.package-unknown', 'venv.conflict', 'venv.python-too-old']

/** Without its key, an index may say that it does not have what it does not show. */
function namesKeys({ indexes }: VenvOrder): boolean {
  return indexes.some((line) => line.includes('${'))
}

/** A build that was short of memory or time, or that did not find a program, of which a service may bring one. */
const ofMachine =
  /\bKilled\b|SIGKILL|signal:? 9|MemoryError|[Oo]ut of memory|Cannot allocate memory|memory exhausted|internal compiler error|[Tt]imed? ?out|FileNotFoundError|not found|No such file/
