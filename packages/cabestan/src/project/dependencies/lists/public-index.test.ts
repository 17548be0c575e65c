import { describe, expect, it } from 'vitest'
import { isPublicIndex, publicHosts } from './public-index.ts'

describe('the public index', () => {
  it.each(publicHosts)('is %s, however it is written', (host) => {
    for (const url of [`https://${host}/simple`, `https://${host}`, `https://www.${host}/simple/`])
      expect(isPublicIndex(url), url).toBe(true)
  })

  it.each(publicHosts)('is nothing that only resembles %s', (host) => {
    for (const url of [
      `http://${host}/simple`,
      `https://${host}.example/simple`,
      `https://mirror.example/${host}/simple`,
      `https://${host}:8443/simple`,
      `https://mirror-${host}/simple`,
      host,
      '$' + '{INDEX}',
    ])
      expect(isPublicIndex(url), url).toBe(false)
  })
})
