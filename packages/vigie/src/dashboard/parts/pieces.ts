/**
 * Where a path or a dotted name may be broken when it is longer than its line: behind what parts it. A file's ending
 * stays with its name.
 */
export function pieces(text: string): string[] {
  return text.split(/(?<=[/\\:_])(?=[^/\\:_])|(?<=\.)(?=[^.\s]*[._/\\])/)
}
