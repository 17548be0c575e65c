import type { ExceptionValue } from '../../contract/event.ts'

/**
 * A group with only one kind of error is known by that error, and so is an exception that merely passes another one
 * on.
 */
export function mainException(exceptions: readonly ExceptionValue[]): ExceptionValue | undefined {
  const first = exceptions[0]
  if (!first?.mechanism?.isGroup) {
    return (
      exceptions.find((each, place) => !isWrapper(each) && !repeats(each, exceptions[place + 1])) ?? first
    )
  }
  const leaves = exceptions.filter(({ mechanism }) => !mechanism?.isGroup)
  return new Set(leaves.map(({ type }) => type)).size === 1 ? leaves[0] : first
}

/** Raised by a runtime where another thread is awaited, or something is called by reflection. */
function isWrapper({ type }: ExceptionValue): boolean {
  return type !== null && wrappers.test(type)
}

/** In Java's `new RuntimeException(cause)` the message is the cause's name and its message. */
function repeats({ type, value }: ExceptionValue, cause: ExceptionValue | undefined): boolean {
  if (!cause?.type || !value || !/^(?:Runtime)?Exception$/.test(type ?? '')) return false
  const name = cause.module === null ? cause.type : `${cause.module}.${cause.type}`
  return value === (cause.value ? `${name}: ${cause.value}` : name)
}

const wrappers =
  /^(?:System\.)?(?:AggregateException|(?:Reflection\.)?TargetInvocationException)$|^(?:java\.util\.concurrent\.|java\.lang\.reflect\.)?(?:ExecutionException|CompletionException|InvocationTargetException|UndeclaredThrowableException)$|^(?:java\.lang\.)?ExceptionInInitializerError$/
