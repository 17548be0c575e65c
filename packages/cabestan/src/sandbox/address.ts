/** The two addresses of a /30 network of its own: the server's, and this machine's end of the wire. */
export interface Address {
  index: number
  address: string
  gateway: string
}

/** In the form in which `ip -json route` prints it. */
export interface Route {
  dst: string
  dev?: string | undefined
}

/** Tried in this order; the first one that overlaps none of this machine's networks is taken. */
const pools = ['10.213.0.0/16', '10.214.0.0/16', '10.87.0.0/16', '172.29.0.0/16', '192.168.213.0/24']

export const linkName = (index: number) => `cbs${index}`
export const isOurLink = (name: string) => /^cbs\d+$/.test(name)

export function chooseAddress(routes: readonly Route[], taken: ReadonlySet<number>): Address | undefined {
  const pool = pools.find((candidate) => !collides(candidate, routes))
  if (!pool) return undefined
  const capacity = 2 ** (32 - range(pool).bits) / 4
  for (let index = 0; index < capacity; index++) {
    if (!taken.has(index)) return addressIn(pool, index)
  }
  return undefined
}

export function addressIn(pool: string, index: number): Address {
  const network = range(pool).first + index * 4
  return { index, gateway: toText(network + 1), address: toText(network + 2) }
}

/** Routes of other sandboxes do not count, and the default route overlaps everything. */
export function collides(network: string, routes: readonly Route[]): boolean {
  const ours = range(network)
  return routes.some(({ dst, dev }) => {
    if (dst === 'default' || (dev && isOurLink(dev)) || !/^\d/.test(dst)) return false
    const theirs = range(dst)
    return theirs.bits > 0 && theirs.first <= ours.last && ours.first <= theirs.last
  })
}

function range(network: string): { first: number; last: number; bits: number } {
  const [address = '', length = '32'] = network.split('/')
  const bits = Number(length)
  const size = 2 ** (32 - bits)
  const first = Math.floor(toNumber(address) / size) * size
  return { first, last: first + size - 1, bits }
}

const toNumber = (address: string) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
const toText = (number: number) =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')
