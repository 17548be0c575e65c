import { beforeEach } from 'vitest'
import { Ground, type Place } from './ground.ts'
import { namingConformance } from './naming.ts'
import { programsConformance } from './programs.ts'
import { readingConformance } from './reading.ts'
import { writingConformance } from './writing.ts'

/**
 * What every host must do, real or in memory: because both pass this suite, a step kind that is tested on one can be
 * trusted on the other.
 */
export function hostConformance(makePlace: () => Promise<Place>): void {
  const ground = new Ground()
  beforeEach(() => ground.begin(makePlace))
  readingConformance(ground)
  writingConformance(ground)
  namingConformance(ground)
  programsConformance(ground)
}
