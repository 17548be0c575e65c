/** After it was quiet for about as long as a start takes. */
const soon = 1000

/**
 * Of what a thread loads and compiles as it begins most is never wanted again, and would stay until so much is allocated
 * that V8 looks for it, which an idle server never does: some 5 MB of both threads. It takes 20 ms, once.
 */
export function forgetBeginning(): void {
  setTimeout(() => globalThis.gc?.({ execution: 'sync', flavor: 'last-resort' }), soon).unref()
}
