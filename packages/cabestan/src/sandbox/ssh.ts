import { CabestanError } from '@cabestan/protocol/failures'
import { checkName, type SandboxName } from './name.ts'
import { knownHosts, machinePaths, privateKey } from './paths.ts'
import { isKept } from './processes.ts'
import { patienceWithSilence, sshPort } from './ready.ts'
import { type MachineRecord, readRecord, unknownSandbox } from './record.ts'
import { requireMachine } from './requirements.ts'
import { userOf } from './user.ts'

/** Where the sandbox answers, and files with its host key and ours. */
export interface SandboxDoor {
  address: string
  port: number
  user: 'root'
  identityFile: string
  knownHostsFile: string
}

export async function doorOf(name: string): Promise<SandboxDoor> {
  await requireMachine()
  const record = await runningRecord(checkName(name))
  return {
    address: record.address,
    port: (await sshPort(record, patienceWithSilence)) ?? 22,
    user: 'root',
    identityFile: privateKey(),
    knownHostsFile: knownHosts(record.name),
  }
}

/** Arguments for OpenSSH's programs; the destination comes last. */
export async function sshArguments(name: string): Promise<string[]> {
  const door = await doorOf(name)
  return [...sshOptions(door), `${await userIn(name)}@${door.address}`]
}

export function sshOptions(door: SandboxDoor): string[] {
  return [
    // What the person's own configuration says about all hosts is not meant for these.
    ...['-F', 'none'],
    ...['-i', door.identityFile],
    ...['-o', 'IdentitiesOnly=yes'],
    ...['-o', `UserKnownHostsFile="${door.knownHostsFile}"`],
    ...['-o', 'GlobalKnownHostsFile=none'],
    ...['-o', 'StrictHostKeyChecking=yes'],
    ...['-o', `Port=${door.port}`],
    // The wire is inside this computer: post-quantum key exchange would cost more than the rest of a connection.
    ...['-o', 'KexAlgorithms=curve25519-sha256'],
  ]
}

/** A block for the person's own ~/.ssh/config. */
export async function sshConfigLine(name: string): Promise<string> {
  const door = await doorOf(name)
  return [
    `Host ${name}.sandbox`,
    `  HostName ${door.address}`,
    `  Port ${door.port}`,
    `  User ${await userIn(name)}`,
    `  IdentityFile "${door.identityFile}"`,
    '  IdentitiesOnly yes',
    `  UserKnownHostsFile "${door.knownHostsFile}"`,
    '',
  ].join('\n')
}

function userIn(name: string): Promise<string> {
  return userOf(machinePaths(checkName(name)).root)
}

async function runningRecord(name: SandboxName): Promise<MachineRecord> {
  const record = await readRecord(name)
  if (!record) throw await unknownSandbox(name, { make: name })
  if (!isKept(machinePaths(name).root)) throw new CabestanError('sandbox.stopped', { name })
  return record
}
