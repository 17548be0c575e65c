import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Server } from '../../tests/harness/sandbox.ts'
import { seconds } from './measure.ts'

/** Runs one of our playbooks on a server, with pipelining, and returns the seconds that it took. */
export async function playbookOn(server: Server, playbook: string): Promise<() => Promise<number>> {
  const inventory = join(await mkdtemp(join(tmpdir(), 'cabestan-ansible-')), 'inventory.json')
  const key = await readFile(`${server.door.identityFile}.pub`, 'utf8')
  const host = {
    ansible_host: server.address,
    ansible_user: 'root',
    ansible_python_interpreter: '/usr/bin/python3',
    ansible_ssh_common_args: server.sshArguments.slice(0, -1).join(' '),
    public_key: key.trim(),
  }
  await writeFile(inventory, JSON.stringify({ all: { hosts: { server: host } } }))
  const path = new URL(`../ansible/${playbook}`, import.meta.url).pathname
  return () =>
    seconds(['ansible-playbook', '-i', inventory, path], { ANSIBLE_PIPELINING: 'True', ANSIBLE_NOCOWS: '1' })
}
