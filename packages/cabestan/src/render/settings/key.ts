import { type Block, block } from './block.ts'
import { allNested } from './nested.ts'
import { type Python, quoted } from './python.ts'
import type { OverlayView } from './view.ts'

export interface KeyView {
  /** `['SIMPLE_JWT', 'SIGNING_KEY']`: other places that use the key from the repository, with the text around it. */
  readonly copies: readonly {
    readonly path: readonly string[]
    readonly around: readonly string[]
    readonly bytes: boolean
  }[]
  /** Former keys that stand in git are no longer trusted. */
  readonly dropFallbacks: boolean
}

export function keyBlocks({ key }: OverlayView): Block[] {
  return [
    ...block('key.environment', 'Made on the server; it stands in the environment file and nowhere else.', [
      'SECRET_KEY',
      "os.environ['SECRET_KEY']",
    ]),
    ...block(
      'key.fallbacks',
      'Keys that stand in git are known: what they signed is believed no longer.',
      key.dropFallbacks ? ['SECRET_KEY_FALLBACKS', '[]'] : null,
    ),
    ...block(
      'key.copy',
      'Other packages sign with the key too; these copies were made from the one in git.',
      ...allNested(key.copies.map((copy) => [copy.path, copyText(copy)] as const)),
    ),
  ]
}

/** `'lien-' + SECRET_KEY`: composed as in the project, in bytes where those are meant. */
function copyText({ around: [first = '', ...others], bytes }: OverlayView['key']['copies'][number]): Python {
  const parts = [first, ...others.flatMap((text) => [null, text])].filter((part) => part !== '')
  const text = parts.map((part) => (part === null ? 'SECRET_KEY' : quoted(part))).join(' + ')
  if (!bytes) return text
  return parts.length === 1 ? `${text}.encode()` : `(${text}).encode()`
}

export function debugBlocks({ branches, propagates }: OverlayView): Block[] {
  return [
    ...block(
      'debug.off',
      'Errors show no insides to visitors.',
      ['DEBUG', 'False'],
      propagates ? ['DEBUG_PROPAGATE_EXCEPTIONS', 'False'] : null,
    ),
    ...block(
      'debug.branch',
      'The project decides these by DEBUG, and writes DEBUG = True: this is what it says without.',
      ...branches.map(({ setting, value }) => [setting, value ?? `global_settings.${setting}`] as const),
    ),
  ]
}
