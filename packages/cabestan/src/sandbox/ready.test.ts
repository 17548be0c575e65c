import { expect, test } from 'vitest'
import { parseListening } from './ready.ts'

test('listening ports are those in state 0A', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11519 1
   1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11520 1
   2: 0200D50A:0016 0100D50A:C8A2 01 00000000:00000000 02:000AFE31 00000000     0        0 11730 2
`
  expect(parseListening(table)).toEqual([22, 8080])
})
