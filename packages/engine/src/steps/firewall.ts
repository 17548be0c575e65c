import { type Change, type ChangeItem, changeOf } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import type { FirewallRule } from '@cabestan/protocol/steps/access'
import { run } from '../host/run.ts'
import type { ApplyContext, CheckContext, StepKind } from './kind.ts'
import { type OpenPort, openPorts } from './shut-ports.ts'
import { reload, unhook } from './ufw-kernel.ts'
import { commentOf, deciding, isOpen, isOurs, isRuleFor, letsIn, nameOf, type UfwRule } from './ufw-rules.ts'
import { readUfw, type UfwState, ufwPaths } from './ufw-state.ts'

type FirewallStep = StepOf<'firewall'>

/** The firewall stays when nobody describes it any more: removing its rules would shut people out. */
export const firewall: StepKind<'firewall'> = { check, apply, guards: () => ({ paths: [...ufwPaths] }) }

async function check({ allow }: FirewallStep, { host }: CheckContext): Promise<Change | null> {
  const state = await readUfw(host)
  const shut = isShutting(state) ? shutItems(allow, state, await openPorts(host)) : []
  return changeOf([...ruleItems(allow, state), ...policyItems(state), ...activityItems(state), ...shut])
}

function isShutting(state: UfwState): boolean {
  return !isActive(state) || !refuses(state)
}

/** Services that a person offers besides the site would otherwise be shut without a word. */
function shutItems(
  allow: readonly FirewallRule[],
  { families }: UfwState,
  open: readonly OpenPort[],
): ChangeItem[] {
  const stays = ({ port, protocol }: OpenPort) =>
    allow.some((rule) => rule.port === port && rule.protocol === protocol) ||
    families.some(({ rules }) => isOpen({ port, protocol, comment: '' }, rules))
  return open
    .filter((each) => !stays(each))
    .map(({ port, protocol, holder }) => {
      const subject = `${port}/${protocol}${holder === null ? '' : ` (${holder})`}`
      return { type: 'action', action: 'shut', subject }
    })
}

function ruleItems(allow: readonly FirewallRule[], state: UfwState): ChangeItem[] {
  const add = missing(allow, state).map(nameOf)
  const remove = stale(allow, state)
  return add.length + remove.length > 0 ? [{ type: 'list', what: 'rules', subject: 'ufw', add, remove }] : []
}

function missing(allow: readonly FirewallRule[], { families }: UfwState): FirewallRule[] {
  if (families.length === 0) return [...allow]
  return allow.filter((rule) => !families.every(({ rules }) => isOpen(rule, rules)))
}

/** Our rules that are not described any more, each once even if it exists for IPv4 and IPv6. */
function stale(allow: readonly FirewallRule[], { families }: UfwState): string[] {
  const ours = families.flatMap(({ rules }) => rules.filter(isOurs))
  const unwanted = ours.filter((rule) => !allow.some((wanted) => isRuleFor(rule, wanted)))
  return [...new Set(unwanted.map(({ ports, protocol }) => `${ports}/${protocol}`))]
}

function policyItems(state: UfwState): ChangeItem[] {
  const { incoming, outgoing, installed } = state
  if (!installed) return []
  return [
    ...(refuses(state) ? [] : [policyItem('incoming', incoming, 'deny')]),
    ...(outgoing === 'ACCEPT' ? [] : [policyItem('outgoing', outgoing, 'allow')]),
  ]
}

function refuses({ incoming }: UfwState): boolean {
  return ['DROP', 'REJECT'].includes(incoming)
}

function policyItem(subject: 'incoming' | 'outgoing', before: string, after: string): ChangeItem {
  const words: Record<string, string> = { ACCEPT: 'allow', DROP: 'deny', REJECT: 'reject' }
  return { type: 'value', subject, name: 'default-policy', before: words[before] ?? before, after }
}

function activityItems(state: UfwState): ChangeItem[] {
  const atBoot: ChangeItem[] = [{ type: 'action', action: 'enable', subject: 'ufw' }]
  const now: ChangeItem[] = [{ type: 'action', action: 'activate', subject: 'ufw' }]
  return [...(isActive(state) ? [] : now), ...(!state.installed || state.unitEnabled ? [] : atBoot)]
}

function isActive({ enabled, families }: UfwState): boolean {
  return enabled && families.every(({ loaded }) => loaded)
}

/** Rules that let in come first and those that shut come last, so that an interrupted run leaves the door open. */
async function apply({ allow }: FirewallStep, _change: Change, { host }: ApplyContext): Promise<void> {
  const ufw = (...words: string[]) => run(host, ['ufw', ...words])
  const before = await readUfw(host)
  // ufw cannot add rules to chains that do not exist.
  if (before.enabled && !isActive(before)) await reload(host)
  for (const rule of missing(allow, before)) await letIn(rule, await readUfw(host), ufw)
  for (const item of policyItems(before)) {
    if (item.type === 'value') await ufw('default', item.after ?? '', item.subject)
  }
  for (const name of stale(allow, before)) await ufw('delete', 'allow', name)
  if (!before.unitEnabled) await run(host, ['systemctl', 'enable', 'ufw.service'])
  const after = await readUfw(host)
  if (!after.enabled) {
    await unhook(host)
    await ufw('--force', 'enable')
  } else if (!isActive(after)) await reload(host)
}

type Ufw = (...words: string[]) => Promise<string>

async function letIn(rule: FirewallRule, { families }: UfwState, ufw: Ufw): Promise<void> {
  const rules = families[0]?.rules ?? []
  const words = ['allow', nameOf(rule), 'comment', commentOf(rule)]
  const at = deciding(rule, rules)
  if (isReplaced(rule, rules[at])) return void (await ufw(...words))
  // A rule of ours that stands below one that forbids would be left where it is.
  if (rules.some((each) => isOurs(each) && isRuleFor(each, rule))) await ufw('delete', 'allow', nameOf(rule))
  await ufw('insert', String(at + 1), ...words)
}

/** ufw puts a new rule at the end, or in the place of one that says the same or the opposite. */
function isReplaced(wanted: FirewallRule, rule: UfwRule | undefined): boolean {
  return rule === undefined || letsIn(rule) || (isRuleFor(rule, wanted) && rule.fromAnywhere)
}
