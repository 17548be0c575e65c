import { beforeEach } from 'vitest'
import { Ground, type Place } from './ground.ts'
import { namingConformance } from './naming.ts'
import { programsConformance } from './programs.ts'
import { readingConformance } from './reading.ts'
import { writingConformance } from './writing.ts'

/** What every host does, real or not: a kind that is tried on one may be trusted on the other. */
export function hostConformance(makePlace: () => Promise<Place>): void {
  const ground = new Ground()
  beforeEach(() => ground.begin(makePlace))
  readingConformance(ground)
  writingConformance(ground)
  namingConformance(ground)
  programsConformance(ground)
}
