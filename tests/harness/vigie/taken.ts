import { expect } from 'vitest'
import type { Server } from './server.ts'
import { type Post, post } from './wire.ts'

/** What is answered where something has to be taken. */
export async function taken(server: Server, what: Post): Promise<{ readonly id?: string }> {
  const answer = await post(server, what)
  expect(answer?.status, answer?.body).toBe(200)
  return JSON.parse(answer?.body ?? '') as { readonly id?: string }
}
