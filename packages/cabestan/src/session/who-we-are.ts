import { hostname, userInfo } from 'node:os'

/** As a server’s records name whoever did something there. */
export function whoWeAre(): string {
  return `${userInfo().username}@${hostname()}`.slice(0, 200)
}
