import { mask } from '@cabestan/protocol/secret'

const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g
/** `PASSWORD=…`, `secret_key: …`, `"token": "…"`: whatever is named like a secret is taken for one. */
const named =
  /(["']?[\w.-]*(?:passw(?:or)?d|passphrase|secret|token|api_?key|private_?key|dsn|credential)[\w.-]*["']?\s*[:=]\s*)("[^"\n]*"|'[^'\n]*'|[^\s,}\]]+)/gi
const inAddress = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:)[^\s/@]+(@)/gi

/**
 * A second net. Neither the configuration nor what the server sends holds secrets by construction; what somebody
 * wrote into them all the same is masked.
 */
export function redacted(text: string): string {
  return text
    .replaceAll(privateKey, mask)
    .replaceAll(inAddress, `$1${mask}$2`)
    .replaceAll(named, (_, name: string) => `${name}${mask}`)
}
