import { expect, test } from 'vitest'
import { requireMachine } from './requirements.ts'

test.runIf(process.platform === 'linux')(
  'a machine without the tools is told which packages bring them',
  async () => {
    await expect(requireMachine('/nowhere')).rejects.toMatchObject({
      failure: {
        code: 'sandbox.tool-missing',
        values: {
          tools: expect.stringContaining('systemd-nspawn'),
          install: expect.stringMatching(
            /^apt install systemd-container mmdebstrap iproute2 iptables openssh-client /,
          ),
        },
      },
    })
  },
)
