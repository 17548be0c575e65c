import { payloadsIn } from './tools/payloads.ts'
import { serveAll } from './tools/served.ts'

/**
 * Takes the same events as bench/payloads.ts, but sends them over the network to a real Vigie and reads them back by
 * its API.
 */
const payloads = payloadsIn(process.argv[2] ?? '.')
const served = await serveAll(payloads)
const results = payloads.map((payload, place) => ({ payload, ...served[place] }))
const lost = results.filter(({ status, detail }) => status !== 200 || !detail)
for (const { payload, status, detail } of lost)
  console.log(`${payload.corpus}/${payload.file}: ${status}${detail ? '' : ', not shown'}`)

console.log('| corpus | sent | accepted | shown |')
console.log('| --- | --- | --- | --- |')
for (const name of [...new Set(payloads.map(({ corpus }) => corpus)), null]) {
  const all = results.filter(({ payload }) => name === null || payload.corpus === name)
  const accepted = all.filter(({ status }) => status === 200).length
  const shown = all.filter(({ detail }) => detail).length
  console.log(`| ${[name ?? 'all', all.length, accepted, shown].join(' | ')} |`)
}
process.exitCode = lost.length > 0 ? 1 : 0
