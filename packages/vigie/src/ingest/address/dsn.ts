/**
 * A public key has 32 hexadecimal digits; keys of other trackers are looked up all the same, up to a certain length.
 */
export function isPlausibleKey(key: string): boolean {
  return /^[\w-]{1,64}$/.test(key)
}

/** `https://key@host/path/12`, as an envelope's header may bear it. */
export function partsOfDsn(dsn: unknown): { readonly key: string; readonly project: number } | null {
  if (typeof dsn !== 'string') return null
  const form = /^\s*https?:\/\/([\w-]+)(?::[^@/]*)?@[^?#]*\/(\d{1,15})\/?(?:[?#].*)?\s*$/i
  const [, key = '', project = ''] = form.exec(dsn) ?? []
  return isPlausibleKey(key) ? { key, project: Number(project) } : null
}
