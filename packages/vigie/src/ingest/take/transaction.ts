import type { Fields } from '../body/json.ts'

export const transactionNotKept = { category: 'transaction', reason: 'not-kept', quantity: 1 } as const

/** The first SDKs with transactions sent them as events. */
export function isTransaction(value: Fields): boolean {
  return value['type'] === 'transaction'
}
