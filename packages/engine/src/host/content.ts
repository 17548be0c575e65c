import { Secret } from '@cabestan/protocol/secret'

export function plainText(content: string | Secret): string {
  return content instanceof Secret ? content.reveal() : content
}
