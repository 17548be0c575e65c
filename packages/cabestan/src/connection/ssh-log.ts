export interface HostKey {
  readonly algorithm: string
  readonly fingerprint: string
}

/** What ssh writes to standard error at LogLevel DEBUG1, mixed with output of the server's programs. */
export class SshLog {
  /** The host key that was shown last: a jump host's first, then the server's own. */
  hostKey: HostKey | null = null
  authenticatedBy: string | null = null
  /** OpenSSH 9.8 and later refuse an address after failed logins with one line in place of a greeting. */
  turnedAway = false
  /** How the remote command ended according to the server; null where it could not say. */
  remoteEnd: 'exit' | 'signal' | null = null
  /** A prompt has no line end. */
  unfinished = ''
  onChange: () => void = () => {}
  #lines: string[] = []

  push(text: string): void {
    const lines = (this.unfinished + text).split(/\r?\n/)
    this.unfinished = (lines.pop() ?? '').slice(-4000)
    for (const line of lines) this.#add(line.slice(0, 4000))
    this.onChange()
  }

  /** Messages without ssh's own debug lines. */
  messages(): string[] {
    const chatter =
      /^(debug[123]:|OpenSSH_|Authenticated to |Transferred: |Bytes per second: |Learned new hostkey: |Adding new key for )/
    return [...this.#lines, this.unfinished].filter((line) => line.trim() !== '' && !chatter.test(line))
  }

  /** In how many lines a text occurs, including an unfinished one. */
  count(text: string): number {
    return this.messages().filter((line) => line.includes(text)).length
  }

  tail(): string {
    const told = this.messages()
      .map(withoutQuestion)
      .filter((line) => line !== '')
    return told.slice(-20).join('\n').slice(-4000).trim()
  }

  #add(line: string): void {
    this.#lines.push(line)
    if (this.#lines.length > 400) this.#lines.splice(0, 200)
    this.#learn(line)
  }

  #learn(line: string): void {
    const key = /^debug1: Server host key: (?<algorithm>\S+) (?<fingerprint>\S+)/.exec(line)?.groups
    if (key) this.hostKey = { algorithm: key['algorithm'] ?? '', fingerprint: key['fingerprint'] ?? '' }
    const method = /^Authenticated to .* using "(?<method>[^"]+)"/.exec(line)?.groups?.['method']
    if (method !== undefined) this.authenticatedBy = method
    if (/^debug1: kex_exchange_identification: banner line \d+: Not allowed at this time/.test(line)) {
      this.turnedAway = true
    }
    const end = /^debug1: client_input_channel_req: channel \d+ rtype exit-(?<end>status|signal)/.exec(line)
    if (end) this.remoteEnd = end.groups?.['end'] === 'signal' ? 'signal' : 'exit'
  }
}

/** Our own question to sudo has no line end, so whatever comes next stands behind it. */
function withoutQuestion(line: string): string {
  return line.replace(/^cabestan-[0-9a-f]+ password(?:debug[123]:.*)?/, '')
}
