import { type Block, block } from './block.ts'
import { nested } from './nested.ts'
import type { OverlayView } from './view.ts'

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
      ...key.copies.map((path) => nested(path, 'SECRET_KEY')),
    ),
  ]
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
