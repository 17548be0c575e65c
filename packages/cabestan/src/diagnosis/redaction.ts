import { masked } from '@cabestan/protocol/masking'
import { mask } from '@cabestan/protocol/secret'

/** `PASSWORD=…`, `secret_key: …`, `"token": "…"`: whatever has a secret's name is treated as one. */
const named =
  /(["']?[\w.-]*(?:passw(?:or)?d|passphrase|secret|token|api_?key|private_?key|dsn|credential)[\w.-]*["']?\s*[:=]\s*)(?!\[secret\])("[^"\n]*"|'[^'\n]*'|[^\s,}\]]+)/gi

/**
 * A second net. Neither the configuration nor what the server sends holds secrets by construction; what somebody
 * wrote into them all the same is masked.
 */
export function redacted(text: string): string {
  return masked(text).replaceAll(named, (_, name: string) => `${name}${mask}`)
}
