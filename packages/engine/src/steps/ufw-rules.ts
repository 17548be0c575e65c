import type { FirewallRule } from '@cabestan/protocol/steps/access'

/** A rule as ufw keeps it, in ufw's order: the first rule that matches a packet decides. */
export interface UfwRule {
  readonly action: string
  readonly protocol: string
  /** `any`, a port, a list or a range, as ufw writes it. */
  readonly ports: string
  /** For everybody, on any interface. */
  readonly fromAnywhere: boolean
  /** To ufw a rule of an application profile is a different rule, even with the same ports. */
  readonly profile: boolean
  readonly comment: string
}

/** ufw itself reads the line above each rule in user.rules and user6.rules. */
export function parseUfwRules(text: string): UfwRule[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(mark))
    .map((line) => parseTuple(line.slice(mark.length).split(' ')))
}

const mark = '### tuple ### '
const commentMark = 'comment='

function parseTuple(fields: string[]): UfwRule {
  const comment = fields.find((field) => field.startsWith(commentMark)) ?? commentMark
  const [action = '', protocol = '', ports = '', to, sourcePorts, from, ...rest] = fields.filter(
    (field) => field !== comment,
  )
  const anywhere = isAnywhere(to) && isAnywhere(from) && sourcePorts === 'any'
  return {
    // `allow_log` and similar words let in as well; `route:allow` is about forwarded packets.
    action: action.replace(/_.*/, ''),
    protocol,
    ports,
    // `in_eth0` would apply to one interface only.
    fromAnywhere: anywhere && !action.startsWith('route:') && /^(\S+ - )?in$/.test(rest.join(' ')),
    profile: rest.length > 1,
    comment: Buffer.from(comment.slice(commentMark.length), 'hex').toString(),
  }
}

function isAnywhere(address: string | undefined): boolean {
  return address === '0.0.0.0/0' || address === '::/0'
}

/** Our rules are recognised by their comment; all others belong to a person. */
export function isOurs({ comment }: UfwRule): boolean {
  return comment.startsWith(prefix)
}

const prefix = 'cabestan '

export function commentOf({ comment }: FirewallRule): string {
  return `${prefix}${comment}`
}

export function nameOf({ port, protocol }: FirewallRule): string {
  return `${port}/${protocol}`
}

export function isRuleFor({ protocol, ports, profile }: UfwRule, wanted: FirewallRule): boolean {
  return protocol === wanted.protocol && ports === String(wanted.port) && !profile
}

/** A person's rule that lets the port in is good enough; a rule of ours must match the description. */
export function isOpen(wanted: FirewallRule, rules: readonly UfwRule[]): boolean {
  const rule = rules[deciding(wanted, rules)]
  if (!rule || !letsIn(rule)) return false
  return !isOurs(rule) || rule.comment === commentOf(wanted)
}

export function letsIn({ action }: UfwRule): boolean {
  return action === 'allow' || action === 'limit'
}

/** The place of the rule that decides for everybody on this port; -1 where there is none. */
export function deciding(wanted: FirewallRule, rules: readonly UfwRule[]): number {
  return rules.findIndex((rule) => rule.fromAnywhere && concerns(rule, wanted))
}

function concerns({ protocol, ports }: UfwRule, wanted: FirewallRule): boolean {
  if (protocol !== 'any' && protocol !== wanted.protocol) return false
  return ports === 'any' || ports.split(',').some((part) => isWithin(wanted.port, part))
}

function isWithin(port: number, part: string): boolean {
  const [first = 0, last = first] = part.split(':').map(Number)
  return first <= port && port <= last
}
