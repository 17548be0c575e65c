import { expect, it } from 'vitest'
import { pieces } from './pieces.ts'

it.each([
  ['shop/tags/all_prices.py', ['shop/', 'tags/', 'all_', 'prices.py']],
  ['C:\\shop\\a.cs', ['C:\\', 'shop\\', 'a.cs']],
  ['shop.views.api › get_all', ['shop.', 'views.api › get_', 'all']],
  ['prices.py › all_of_them', ['prices.py › all_', 'of_', 'them']],
  ['std::fmt::write', ['std::', 'fmt::', 'write']],
  ['https://shop.example/a', ['https://', 'shop.', 'example/', 'a']],
  ['__main__ › <module>', ['__', 'main__', ' › <module>']],
])('%s may be broken where a reader would', (text, expected) => expect(pieces(text)).toEqual(expected))
