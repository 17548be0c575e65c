/**
 * All that is said, with each command to be typed next meant for the environment that was asked for: whoever works on
 * staging at night pastes what stands there, and `cabestan rollback` alone would take production back.
 */
export function commandsFor<T>(words: T, environment: string): T {
  return mapped(words, (sentence) =>
    sentence.replaceAll(/`[^`]*`/g, (typed) =>
      typed.includes(' -e ') ? typed : typed.replace(ofAnEnvironment, `cabestan -e ${environment} `),
    ),
  ) as T
}

/** Not commands about this computer, nor those that only print a text. */
const ofAnEnvironment = /\bcabestan (?=[a-z])(?!(?:sandbox|config|completion)\b)(?![^`]*--help)/

function mapped(words: unknown, change: (sentence: string) => string): unknown {
  if (typeof words === 'string') return change(words)
  if (Array.isArray(words)) return words.map((each) => mapped(each, change))
  if (typeof words !== 'object' || words === null) return words
  return Object.fromEntries(Object.entries(words).map(([key, each]) => [key, mapped(each, change)]))
}
