import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { execute } from './execute.ts'

/** These cases need real processes: programs in memory cannot go wrong like this. */
describe('execute', () => {
  it('does not wait for a daemon that keeps the pipes, nor ends it', async () => {
    const { code, stdout } = await execute(['sh', '-c', 'sleep 300 & echo $!'])
    const daemon = Number(stdout)
    expect(code).toBe(0)
    expect(existsSync(`/proc/${daemon}`)).toBe(true)
    process.kill(daemon)
  })

  it('has all that was said in the last moment', async () => {
    const { stdout } = await execute(['sh', '-c', 'sleep 30 & echo $!; seq 200000'])
    const lines = stdout.trimEnd().split('\n')
    expect(lines.at(-1)).toBe('200000')
    expect(lines).toHaveLength(200_001)
    process.kill(Number(lines[0]))
  })

  it('ends all that a command started when its time is over', async () => {
    const lines: string[] = []
    const failure = await execute(['sh', '-c', 'sleep 61 & echo $!; wait'], {
      timeoutMs: 1000,
      onLine: (line) => lines.push(line),
    }).catch((error) => error.failure)
    expect(failure).toMatchObject({ code: 'command.timeout', detail: { tail: lines[0] } })
    await expect.poll(() => isRunning(Number(lines[0]))).toBe(false)
  })

  it('ends what ignores the polite word', async () => {
    const deaf = `trap '' TERM; echo ready; while :; do sleep 1; done`
    await expect(execute(['sh', '-c', deaf], { timeoutMs: 100 })).rejects.toMatchObject({
      failure: { code: 'command.timeout' },
    })
  })

  it('says a signal as shells do', async () => {
    expect((await execute(['sh', '-c', 'kill -9 $$'])).code).toBe(137)
    expect((await execute(['sh', '-c', 'kill $$'])).code).toBe(143)
  })

  it('keeps the end of a flood, in bounded memory', async () => {
    const { stdout } = await execute(['sh', '-c', 'head -c 50000000 /dev/zero | tr "\\0" x; echo end'])
    expect(stdout).toHaveLength(16 * 1024 * 1024)
    expect(stdout.endsWith('xend\n')).toBe(true)
  })

  it('does not mix half a line of one stream with half a line of the other', async () => {
    const lines: string[] = []
    const script = 'printf "out "; sleep 0.1; printf "err " >&2; sleep 0.1; echo put; echo or >&2'
    await execute(['sh', '-c', script], { onLine: (line) => lines.push(line) })
    expect(lines.toSorted()).toEqual(['err or', 'out put'])
  })

  it('keeps a character whose bytes come one by one', async () => {
    const { stdout } = await execute(['sh', '-c', String.raw`printf '\303'; sleep 0.1; printf '\251'`])
    expect(stdout).toBe('é')
  })

  it('does not mind a program that leaves its input unread', async () => {
    expect((await execute(['true'], { input: 'x'.repeat(1_000_000) })).code).toBe(0)
  })

  it('speaks the same language everywhere, and knows nothing of its parent', async () => {
    process.env['CABESTAN_TEST'] = 'leaked'
    const { stdout } = await execute(['env'])
    expect(stdout.split('\n')).toContain('LC_ALL=C.UTF-8')
    expect(stdout).not.toContain('leaked')
  })

  it('tells a missing directory from a missing program', async () => {
    await expect(execute(['true'], { directory: '/missing' })).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(execute(['/missing/program'])).rejects.toMatchObject({
      failure: { code: 'command.missing' },
    })
    await expect(execute(['/etc/passwd'])).rejects.toMatchObject({ code: 'EACCES' })
  })
})

/** A zombie counts as ended, although nobody has reaped it yet. */
function isRunning(pid: number): boolean {
  const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '(gone) Z'
  return !/\) [ZX]/.test(stat)
}
