import { expect, it } from 'vitest'
import { SshLog } from './ssh-log.ts'

it('tells what sudo said, without our question to it and the chatter of ssh', () => {
  const log = new SshLog()
  log.push(
    'Learned new hostkey: RSA SHA256:abc\nAdding new key for [h]:2222 to /home/m/.ssh/known_hosts: ssh-rsa\n',
  )
  log.push('cabestan-58260a5e8febf269 passwordSorry, try again.\n')
  log.push(
    'cabestan-58260a5e8febf269 passworddebug1: client_input_channel_req: channel 0 rtype exit-status\n',
  )
  log.push('cabestan-58260a5e8febf269 password')
  expect(log.count('cabestan-58260a5e8febf269 password')).toBe(3)
  expect(log.tail()).toBe('Sorry, try again.')
})
