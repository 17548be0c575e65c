import * as z from 'zod'
import { AbsolutePath, Port, PublicKey, UserName } from '../names.ts'
import { Reason } from '../reasons.ts'

export const GroupStep = z.strictObject({
  kind: z.literal('group'),
  reason: Reason,
  name: UserName,
  system: z.boolean(),
})

export const UserStep = z.strictObject({
  kind: z.literal('user'),
  reason: Reason,
  name: UserName,
  /** A system user has no password, no expiry and an id below 1000. */
  system: z.boolean(),
  home: AbsolutePath,
  shell: AbsolutePath,
  /** Groups that the user must be in; other groups are left alone. */
  groups: z.array(UserName).default([]),
})

export const AuthorizedKeysStep = z.strictObject({
  kind: z.literal('authorized-keys'),
  reason: Reason,
  user: UserName,
  /** Keys that must be there; keys that the person added are left alone. */
  keys: z.array(PublicKey).min(1),
  /**
   * Keys of former descriptions stay: where nobody listed them all, each who deploys brings their own, and must
   * not shut out their colleagues.
   */
  keepFormer: z.boolean().default(false),
})

export const SudoRuleStep = z.strictObject({
  kind: z.literal('sudo-rule'),
  reason: Reason,
  /** The file /etc/sudoers.d/NAME. sudo ignores names with a dot. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
  user: UserName,
})

export const SshdStep = z.strictObject({
  kind: z.literal('sshd'),
  reason: Reason,
  /** Keyword and value as sshd_config(5) spells them. Whether they take effect is asked of `sshd -T`. */
  settings: z.record(z.string().regex(/^[A-Z][A-Za-z0-9]+$/), z.string().regex(/^[^\p{Cc}#"]+$/u)),
})

const FirewallRule = z.strictObject({
  port: Port,
  protocol: z.enum(['tcp', 'udp']),
  comment: z.string().regex(/^[A-Za-z0-9 ._-]{1,60}$/),
})
export type FirewallRule = z.infer<typeof FirewallRule>

export const FirewallStep = z.strictObject({
  kind: z.literal('firewall'),
  reason: Reason,
  /** What is let in; everything else is refused. Rules that a person added are left alone. */
  allow: z.array(FirewallRule).min(1),
})

export const Fail2banStep = z.strictObject({
  kind: z.literal('fail2ban'),
  reason: Reason,
  jails: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
      settings: z.record(z.string().regex(/^[a-z_]+$/), z.string().regex(/^[^\p{Cc}]+$/u)),
    }),
  ),
})
