import { isList, isObject, type Json, type JsonObject } from '../../contract/json.ts'

import type { Image } from '../reading/reading.ts'

const most = 2000

/** Native SDKs send only addresses, with a list of what was where. */
export function readImages(meta: Json | undefined): readonly Image[] {
  const images = isObject(meta) ? meta['images'] : undefined
  return isList(images) ? images.slice(0, most).flatMap(imageOf) : []
}

function imageOf(value: Json): readonly Image[] {
  if (!isObject(value)) return []
  const file = nameOf(value)
  const from = addressOf(value['image_addr'])
  const size = addressOf(value['image_size'])
  if (file === null || from === null || !size) return []
  return [{ file, from, to: from + size }]
}

function nameOf(image: JsonObject): string | null {
  const names = [image['code_file'], image['debug_file'], image['name']]
  return (names.find((name) => typeof name === 'string' && name !== '') as string | undefined) ?? null
}

export function imageAt(images: readonly Image[], address: Json | undefined): Image | null {
  const at = images.length === 0 ? null : addressOf(address)
  return at === null ? null : (images.find(({ from, to }) => at >= from && at < to) ?? null)
}

/** The offset inside it, which is the same wherever it was loaded. */
export function offsetIn({ from }: Image, address: Json | undefined): string {
  return `+0x${((addressOf(address) ?? from) - from).toString(16)}`
}

/** Programs use 48-bit addresses; only those of the kernel would not be exact. */
function addressOf(value: Json | undefined): number | null {
  if (typeof value === 'number') return value >= 0 ? value : null
  return typeof value === 'string' && /^(?:0x[\da-f]{1,16}|\d{1,19})$/i.test(value) ? Number(value) : null
}
