/** Assignments of /etc/environment, as pam_env reads them: quotes around a value are taken off. */
export function environmentIn(text: string): Record<string, string> {
  const found = text.matchAll(
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=(?:"([^"\n]*)"|'([^'\n]*)'|([^\s#]*))/gm,
  )
  return Object.fromEntries(
    [...found].map(([, name = '', double, single, plain = '']) => [name, double ?? single ?? plain]),
  )
}
