import { digest } from '../digest.ts'
import { context, type JsonObject } from '../event.fixture.ts'

export function read(event: JsonObject) {
  return digest(event, context).digested
}
