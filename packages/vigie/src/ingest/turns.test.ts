import { setImmediate as aMoment } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { atWork } from './limits.ts'
import { Turns } from './turns.ts'

/** Takes turns of these sizes, all at once, and tells who has begun. */
function taken(sizes: readonly number[]) {
  const turns = new Turns()
  const begun: number[] = []
  const leave: (() => void)[] = []
  sizes.forEach((bytes, index) => {
    void turns.take(bytes).then((end) => {
      begun.push(index)
      leave[index] = end
    })
  })
  return { begun, leave: (index: number) => leave[index]?.() }
}

/** As many rounds of the event loop as it takes for all to begin who may. */
async function settled(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await aMoment()
}

describe('turns', () => {
  it('are taken at once while there is room, and in order by those who waited', async () => {
    const { begun, leave } = taken(Array.from({ length: atWork.requests + 3 }, () => 1))
    await settled()
    const first = Array.from({ length: atWork.requests }, (_, index) => index)
    expect(begun).toEqual(first)
    leave(5)
    leave(2)
    await settled()
    expect(begun).toEqual([...first, atWork.requests, atWork.requests + 1])
  })

  it('are fewer of large bodies', async () => {
    const half = atWork.bytes / 2
    const { begun, leave } = taken([half, half, 1, half])
    await settled()
    expect(begun).toEqual([0, 1])
    leave(0)
    await settled()
    // The small one does not let the large one behind it in.
    expect(begun).toEqual([0, 1, 2])
    leave(2)
    await settled()
    expect(begun).toEqual([0, 1, 2, 3])
  })

  it('are taken by a body of any size once nobody else is at work, and nobody overtakes it', async () => {
    const { begun, leave } = taken([1, 2 * atWork.bytes, 1])
    await settled()
    expect(begun).toEqual([0])
    leave(0)
    await settled()
    expect(begun).toEqual([0, 1])
    leave(1)
    await settled()
    expect(begun).toEqual([0, 1, 2])
  })

  it('begin one after the other, each after what the one before it does at once', async () => {
    const turns = new Turns()
    const seen: string[] = []
    const whole = await turns.take(atWork.bytes)
    const work = async (name: string) => {
      await turns.take(1)
      seen.push(`${name} begins`)
      await null
      await null
      seen.push(`${name} has decided`)
    }
    const both = Promise.all([work('one'), work('two')])
    whole()
    await both
    expect(seen).toEqual(['one begins', 'one has decided', 'two begins', 'two has decided'])
  })
})
