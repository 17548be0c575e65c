import { connect } from 'node:net'

/** Variables of ssh's environment that tell the askpass program how to reach us. */
export const askpassVariables = {
  address: 'CABESTAN_ASKPASS',
  token: 'CABESTAN_ASKPASS_TOKEN',
  node: 'CABESTAN_ASKPASS_NODE',
  main: 'CABESTAN_ASKPASS_MAIN',
} as const

/** The longest message that either side of a question accepts. */
export const maxQuestionBytes = 64 * 1024

/**
 * What `main askpass QUESTION` does: hands ssh's question to the process that started ssh, and its answer back.
 * Answers the exit code; 1 where there is no answer.
 */
export async function runAskpass(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const address = environment[askpassVariables.address]
  if (address === undefined) return 1
  const token = environment[askpassVariables.token] ?? ''
  const hint = environment['SSH_ASKPASS_PROMPT'] ?? null
  const answer = await exchange(address, `${JSON.stringify({ token, text, hint })}\n`).catch(() => null)
  if (answer === null) return 1
  await new Promise((resolve) => process.stdout.write(`${answer}\n`, resolve))
  return 0
}

async function exchange(address: string, question: string): Promise<string | null> {
  const socket = connect(address)
  socket.setEncoding('utf8').write(question)
  let reply = ''
  for await (const text of socket) {
    reply += text
    if (reply.length > maxQuestionBytes) return null
  }
  const parsed = JSON.parse(reply) as { answer?: unknown }
  return typeof parsed.answer === 'string' ? parsed.answer : null
}
