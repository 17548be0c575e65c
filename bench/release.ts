import { type Server, withServer } from '../tests/harness/sandbox.ts'
import { playbookOn } from './tools/ansible.ts'
import { type ChangeOver, changeUnderLoad, tell } from './tools/change-over.ts'
import { deployment, profile } from './tools/deployment.ts'
import { nextVersion, setUpFujin } from './tools/fujin.ts'
import { publish, releaseAsGuided, setUpAsGuided } from './tools/guides.ts'
import { changeHeading, describeFor, shopProject, simplePage } from './tools/shop.ts'

/**
 * Times a release of changed code and the way back while eight visitors ask without a pause, with Cabestan, with the
 * guides' `git pull` and `supervisorctl restart`, with an Ansible playbook on the same server, and with Fujin. The
 * words after the number of rounds choose among cabestan, guides and fujin.
 */
const rounds = Number(process.argv[2] ?? 3)
const wanted = process.argv.slice(3)
const sides = { cabestan, guides, fujin }
for (const [name, side] of Object.entries(sides)) {
  if (wanted.length === 0 || wanted.includes(name)) await withServer({}, side)
}
console.log('wanted of cabestan: 0 lost; deploy at most 6.00 s to the switch, rollback at most 4.00 s')

async function cabestan(server: Server): Promise<void> {
  const directory = await shopProject()
  describeFor(directory, server)
  await deployment(directory, 'deploy', '--fixtures', 'catalogue')
  const profiles: string[] = []
  const run = async (word: string) => {
    const ended = await deployment(directory, word)
    profiles.push(`    ${word}: ${profile(ended)}`)
    return ended.toSwitch
  }
  const url = pageOf(server)
  const there: ChangeOver[] = []
  const back: ChangeOver[] = []
  for (let round = 0; round < rounds; round += 1) {
    await changeHeading(directory, heading(round))
    there.push(await changeUnderLoad({ url, heading: heading(round), work: () => run('deploy') }))
    // Goes back to the former release. Since each round goes back, that is always the first one.
    back.push(await changeUnderLoad({ url, heading: heading(-1), work: () => run('rollback') }))
  }
  tell('cabestan deploy', there)
  tell('cabestan rollback', back)
  for (const line of profiles) console.log(line)
}

async function guides(server: Server): Promise<void> {
  const directory = await shopProject()
  await setUpAsGuided(server, directory)
  const url = pageOf(server)
  const release = async (round: number, work: () => Promise<unknown>) => {
    await changeHeading(directory, heading(round))
    await publish(server, directory)
    return changeUnderLoad({ url, heading: heading(round), work: async () => void (await work()) })
  }
  const playbook = await playbookOn(server, 'release.yml')
  const byHand: ChangeOver[] = []
  const byAnsible: ChangeOver[] = []
  for (let round = 0; round < rounds; round += 1) {
    byHand.push(await release(2 * round, () => releaseAsGuided(server)))
    byAnsible.push(await release(2 * round + 1, playbook))
  }
  tell('git pull, supervisorctl restart', byHand)
  tell('ansible-playbook', byAnsible)
}

async function fujin(server: Server): Promise<void> {
  const directory = await shopProject()
  const tool = await setUpFujin(server, directory)
  const url = pageOf(server)
  const there: ChangeOver[] = []
  const back: ChangeOver[] = []
  for (let round = 0; round < rounds; round += 1) {
    await changeHeading(directory, heading(round))
    await nextVersion(directory)
    there.push(await changeUnderLoad({ url, heading: heading(round), work: tool.deploy }))
    back.push(await changeUnderLoad({ url, heading: heading(round - 1), work: tool.rollback }))
  }
  tell('fujin deploy', there)
  tell('fujin rollback', back)
  await tool.remove()
}

function heading(round: number): string {
  return round < 0 ? '<h1>Catalogue</h1>' : `<h1>Change ${round}</h1>`
}

function pageOf(server: Server): string {
  return `http://${server.address}${simplePage}`
}
