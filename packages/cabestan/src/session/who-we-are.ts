import { hostname, userInfo } from 'node:os'

/** How a server’s records name the person who did something there. */
export function whoWeAre(): string {
  return `${userInfo().username}@${hostname()}`.slice(0, 200)
}
