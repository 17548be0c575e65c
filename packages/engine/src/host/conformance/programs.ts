import { Secret } from '@cabestan/protocol/secret'
import { describe, expect, it } from 'vitest'
import { type Ground, shut } from './ground.ts'

/** The clock, and programs. */
export function programsConformance(ground: Ground): void {
  describe('clock', () => {
    it('goes on by what was slept, and not backwards', async () => {
      const began = ground.host.clock.now()
      await ground.host.clock.sleep(20)
      expect(ground.host.clock.now()).toBeGreaterThanOrEqual(began + 19)
    })
  })

  describe('exec', () => {
    it('answers the output of a program, and its code whatever it is', async () => {
      expect(await ground.host.exec(['cat'], { input: 'line\n' })).toEqual({
        code: 0,
        stdout: 'line\n',
        stderr: '',
      })
      expect(await ground.host.exec(['false'])).toEqual({ code: 1, stdout: '', stderr: '' })
      const failed = await ground.host.exec(['cat', ground.at('missing')])
      expect(failed).toMatchObject({ code: 1, stdout: '' })
      expect(failed.stderr).toContain(ground.at('missing'))
    })

    it('finds a program by its path as well', async () => {
      expect(await ground.host.exec(['/usr/bin/cat'], { input: 'x' })).toMatchObject({ stdout: 'x' })
    })

    it('gives a secret by standard input, which is empty otherwise', async () => {
      expect((await ground.host.exec(['cat'], { input: new Secret('hidden') })).stdout).toBe('hidden')
      expect((await ground.host.exec(['cat'])).stdout).toBe('')
    })

    it('gives a file as standard input', async () => {
      await ground.host.files.write(ground.at('file'), 'from a file', shut)
      expect((await ground.host.exec(['cat'], { inputFile: ground.at('file') })).stdout).toBe('from a file')
      await expect(ground.host.exec(['cat'], { inputFile: ground.at('missing') })).rejects.toMatchObject({
        code: 'ENOENT',
      })
    })

    it('takes standard output into a new file that nobody else reads', async () => {
      const outputFile = ground.at('output')
      expect((await ground.host.exec(['cat'], { input: 'a line', outputFile })).stdout).toBe('')
      expect(await ground.host.files.readText(outputFile)).toBe('a line')
      expect(await ground.host.files.stat(outputFile)).toMatchObject({ owner: 'root', mode: '0600' })
      await expect(ground.host.exec(['cat'], { outputFile })).rejects.toMatchObject({ code: 'EEXIST' })
    })

    it('gives a program its environment and its directory', async () => {
      const environment = { GREETING: 'bon jour' }
      expect((await ground.host.exec(['printenv', 'GREETING'], { environment })).stdout).toBe('bon jour\n')
      expect((await ground.host.exec(['printenv', 'GREETING'])).code).toBe(1)
      expect((await ground.host.exec(['pwd'])).stdout).toBe('/\n')
      expect((await ground.host.exec(['pwd'], { directory: ground.at('.').slice(0, -2) })).stdout).toBe(
        `${ground.at('.').slice(0, -2)}\n`,
      )
    })

    it('hands on lines as they come, without control characters', async () => {
      const lines: string[] = []
      const input = 'one\n\n\u001b[31mtwo\u001b[0m\r\n10%\r20%\rlast'
      const { stdout } = await ground.host.exec(['cat'], { input, onLine: (line) => lines.push(line) })
      expect(lines).toEqual(['one', 'two', '10%', '20%', 'last'])
      expect(stdout).toBe(input)
    })

    it('hands on lines of the error stream too', async () => {
      const lines: string[] = []
      await ground.host.exec(['cat', ground.at('missing')], { onLine: (line) => lines.push(line) })
      expect(lines).toHaveLength(1)
      expect(lines[0]).toContain(ground.at('missing'))
    })

    it('ends a program that takes too long', async () => {
      await expect(ground.host.exec(['sleep', '60'], { timeoutMs: 50 })).rejects.toMatchObject({
        failure: { code: 'command.timeout', values: { command: 'sleep 60', seconds: '0.05' } },
      })
    })

    it('says which program is missing', async () => {
      await expect(ground.host.exec(['no-such-program', '--flag'])).rejects.toMatchObject({
        failure: { code: 'command.missing', values: { program: 'no-such-program' } },
      })
    })
  })
}
