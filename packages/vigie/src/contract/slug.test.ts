import { expect, it } from 'vitest'
import { slugOf } from './slug.ts'

it.each([
  ['Ma Boutique', 'ma-boutique'],
  ['  Été — à l’île ! ', 'ete-a-l-ile'],
  ['Œuvre au Cœur', 'oeuvre-au-coeur'],
  ['商店', ''],
  ['x'.repeat(50), 'x'.repeat(40)],
])('“%s” is called %s', (name, slug) => expect(slugOf(name)).toBe(slug))
