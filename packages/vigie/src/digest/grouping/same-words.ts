/** The same text for what several systems, or versions of a language or of a client, say in other words. */
export function sameWords(text: string): string {
  if (!known.test(text)) return text
  return wordings.reduce((words, [pattern, instead]) => words.replace(pattern, instead), text)
}

const known = /\(OS Error: |\bundefined (?:local variable or )?method [`']|^App hanging /

const wordings: readonly (readonly [RegExp, string])[] = [
  // Each system numbers its errors otherwise, and has its own words for a host that it does not find.
  [/(\bFailed host lookup: '[^']{0,260}') \(OS Error: [^()]{0,200}, errno = -?\d+\)/g, '$1'],
  [/(\(OS Error: [^()]{1,200}), errno = -?\d+\)/g, '$1)'],
  // Ruby up to 3.3 begins a quote with a backtick, and up to 3.2 shows the object.
  [/\bundefined (local variable or )?method `([^\s'`]{1,200})'/g, "undefined $1method '$2'"],
  [/( for nil):NilClass\b/g, '$1'],
  [/(?<=^undefined .{1,220}) for #<([A-Z][\w:]{0,200}?)(?::0x[\da-f]+)?[ >].*/s, ' for an instance of $1'],
  [/(?<=^undefined .{1,220}) for ([A-Z][\w:]{0,200}):Class\b/, ' for class $1'],
  [/(?<=^undefined .{1,220}) for ([A-Z][\w:]{0,200}):Module\b/, ' for module $1'],
  // How long it lasted, which only tells when the client looked.
  [/^(App hanging) (?:for at least|between) [\d.]+(?: and [\d.]+)? (?:ms|seconds)\b/, '$1'],
]
