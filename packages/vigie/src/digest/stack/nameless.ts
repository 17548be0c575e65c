/** What SDKs write where a function has no name, or none that they know: WebAssembly's are numbered anew in each build. */
export function isNameless(name: string): boolean {
  return nameless.test(name)
}

const nameless =
  /^(?:\?+|<?\(?(?:anonymous|unknown|redacted|stripped|lambda)\)?>?|<anonymous function>|<unknown [\w ]+>|anonymous function|(?:global|module|eval) code|eval|\{closure\}|__ANON__|stripped_application_code|[\w$]+\.(?:<anonymous>|\?)|0x[\da-f]+|(?:[\w$<>?.-]+\.)?wasm-function\[\d+\]|)$/i

/** Go's anonymous functions inside another one. */
export function isNumbered(name: string): boolean {
  return /^(?:func)?\d+(?:\.\d+)*$/.test(name)
}
