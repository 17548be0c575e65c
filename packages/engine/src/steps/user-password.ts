import type { ChangeItem } from '@cabestan/protocol/changes'
import type { StepOf } from '@cabestan/protocol/steps'
import type { Shadow } from '../facts/accounts.ts'

export type UserStep = StepOf<'user'>

export function shadowChanges({ name, system }: UserStep, shadow: Shadow, now: number): ChangeItem[] {
  const today = Math.floor(now / dayMs)
  const unlocked = system ? isUsable(shadow) : isOpenOrShut(shadow)
  return [
    ...(unlocked
      ? [settingItem(name, 'password', [isUsable(shadow) ? '[secret]' : shadow.password, '*'])]
      : []),
    ...(!system && shadow.expiresOn !== null && shadow.expiresOn <= today
      ? [settingItem(name, 'expiry', [dateOf(shadow.expiresOn), ''])]
      : []),
    ...(!system && ages(shadow) ? [settingItem(name, 'password-age', [`${shadow.maxDays}`, ''])] : []),
    ...(!system && mustChangePassword(shadow, today)
      ? [settingItem(name, 'password-changed', [dateOf(shadow.changedOn ?? 0), dateOf(today)])]
      : []),
  ]
}

const dayMs = 86_400_000

function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

/**
 * login.defs of a hardened system lets every password age, also the one that nobody has: on that day PAM refuses the
 * keys of whoever comes by them, and sudo besides.
 */
function ages(shadow: Shadow): boolean {
  return !isUsable(shadow) && hasMaximum(shadow)
}

/** Numbers from this one on, and negative ones, mean never, to shadow as well. */
function hasMaximum({ maxDays }: Shadow): boolean {
  return maxDays !== null && maxDays >= 0 && maxDays < 10_000
}

/**
 * The password must be changed at the next login, which day 0 also means. Somebody who logs in by key cannot do that.
 */
function mustChangePassword(shadow: Shadow, today: number): boolean {
  const { changedOn, maxDays } = shadow
  if (changedOn === null) return false
  return changedOn === 0 || (isUsable(shadow) && hasMaximum(shadow) && changedOn + (maxDays ?? 0) < today)
}

export function isUsable(shadow: Shadow | undefined): boolean {
  return shadow !== undefined && !/^([!*]|x$)/.test(shadow.password)
}

/**
 * No password at all lets anybody in; `!` makes an sshd without PAM refuse even keys; `x` is what pwconv leaves
 * where useradd was killed.
 */
function isOpenOrShut({ password }: Shadow): boolean {
  return /^(!*|x)$/.test(password)
}

function settingItem(subject: string, key: string, [before, after]: [string, string]): ChangeItem {
  return { type: 'value', subject, name: 'setting', key, before, after }
}
