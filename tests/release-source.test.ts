import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cabestan } from './harness/command-line.ts'
import { commit, git, gitProject, shop } from './harness/git-project.ts'
import { ask } from './harness/page.ts'
import { type Server, startServer } from './harness/sandbox.ts'
import { application, type SentSource, type SourceServer, sourceServer } from './harness/source.ts'
import { onSuites } from './harness/suites.ts'

describe.each(onSuites('bookworm'))('the source of a release on %s', (suite) => {
  let server: Server
  let source: SourceServer

  beforeAll(async () => {
    server = await startServer({ suite, stocked: true })
    source = await sourceServer(server)
  })
  afterAll(() => source?.close())

  const read = (release: SentSource, path: string) => server.sh(`cat ${release.directory}/source/${path}`)
  const list = (release: SentSource) =>
    server.sh(`cd ${release.directory}/source && find . -mindepth 1 | LC_ALL=C sort | tr '\\n' ' '`)

  it('is sent whole the first time, and then only what is new', async () => {
    const project = gitProject({ 'manage.py': 'first', 'shop/données.txt': noise(3_000_000) })
    symlinkSync('/etc/passwd', join(project, 'away'))
    commit(project, {})
    const first = await source.send(project)
    expect(first.failure).toBeNull()
    expect(first.bytes).toBeGreaterThan(2_000_000)
    expect(first.progress.at(-1)).toEqual({ type: 'sending', bytes: first.bytes, total: first.bytes })
    expect(await list(first)).toBe('./away ./manage.py ./shop ./shop/données.txt')
    expect(await server.sh(`stat -c '%U %G %a' ${first.directory}/source /etc/passwd`)).toBe(
      `${application} ${application} 750\nroot root 644`,
    )

    commit(project, { 'manage.py': 'second' })
    const second = await source.send(project)
    expect(second.failure).toBeNull()
    expect(second.bytes).toBeLessThan(1500)
    expect(await read(second, 'manage.py')).toBe('second')
    expect(await read(first, 'manage.py')).toBe('first')

    const again = await source.send(project)
    expect([again.failure, again.bytes]).toEqual([null, 0])
    expect(await list(again)).toBe(await list(second))
    expect(
      await server.sh(`git --git-dir=/srv/${application}/repo.git log --format=%s ${headOf(project)}`),
    ).toBe('work')
  })

  it('is a branch, a tag or a hash, whatever is checked out', async () => {
    const project = gitProject({ 'a.py': 'tagged' })
    git(project, 'tag', '--annotate', 'v1', '--message=one')
    const tagged = headOf(project)
    git(project, 'checkout', '--quiet', '-b', 'work')
    commit(project, { 'a.py': 'branch' })
    git(project, 'checkout', '--quiet', 'main')
    commit(project, { 'a.py': 'head' })
    writeFileSync(join(project, 'a.py'), 'in no commit')
    for (const [ref, content] of [
      ['work', 'branch'],
      ['v1', 'tagged'],
      [tagged.slice(0, 10), 'tagged'],
      ['HEAD', 'head'],
    ] as const) {
      const sent = await source.send(project, { ref })
      expect(sent.failure).toBeNull()
      expect(await read(sent, 'a.py')).toBe(content)
    }
  })

  it('needs no history: not after a forced push, and not from a shallow clone', async () => {
    const text = noise(200_000)
    const project = gitProject({ 'a.py': text })
    commit(project, { 'a.py': `${text}\nlater` })
    await source.send(project)
    git(project, 'checkout', '--quiet', '--orphan', 'rewritten')
    commit(project, { 'a.py': `${text}\nrewritten` })
    const forced = await source.send(project)
    expect(forced.failure).toBeNull()
    expect(forced.bytes).toBeLessThan(1500)

    commit(project, { 'b.py': 'b' })
    const clone = join(gitProject({ 'x.py': '' }), 'clone')
    git(project, 'clone', '--quiet', '--depth', '1', `file://${project}`, clone)
    const shallow = await source.send(clone)
    expect(shallow.failure).toBeNull()
    expect(await list(shallow)).toBe('./a.py ./b.py')
    commit(clone, { 'c.py': 'c' })
    const next = await source.send(clone)
    expect(next.bytes).toBeLessThan(1500)
    expect(await list(next)).toBe('./a.py ./b.py ./c.py')
  })

  it('has submodules in submodules, and the contents of git-lfs', async () => {
    const content = randomBytes(1_000_000)
    const object = createHash('sha256').update(content).digest('hex')
    const innermost = gitProject({
      '.gitattributes': '*.png filter=lfs\n',
      'logo.png': `version https://git-lfs.github.com/spec/v1\noid sha256:${object}\nsize ${content.length}\n`,
    })
    const inner = gitProject({ 'b.py': 'b' })
    addSubmodule(inner, innermost, 'vendor/c')
    const outer = gitProject({ 'a.py': 'a' })
    addSubmodule(outer, inner, 'libs/b')
    const update = ['submodule', '--quiet', 'update', '--init', '--recursive']
    git(outer, '-c', 'protocol.file.allow=always', ...update)
    const kept = join(
      outer,
      '.git/modules/libs/b/modules/vendor/c/lfs/objects',
      object.slice(0, 2),
      object.slice(2, 4),
    )
    mkdirSync(kept, { recursive: true })
    writeFileSync(join(kept, object), content)
    const sent = await source.send(outer)
    expect(sent.failure).toBeNull()
    expect(sent.bytes).toBeGreaterThan(content.length)
    expect(await read(sent, 'libs/b/b.py')).toBe('b')
    expect(await server.sh(`sha256sum < ${sent.directory}/source/libs/b/vendor/c/logo.png`)).toContain(object)
    expect(sent.largeObjects).toEqual([object])

    commit(outer, { 'a.py': 'more' })
    const next = await source.send(outer)
    expect(next.bytes).toBeLessThan(1500)
    expect(await server.sh(`sha256sum < ${next.directory}/source/libs/b/vendor/c/logo.png`)).toContain(object)
    rmSync(join(outer, 'libs/b'), { recursive: true })
    await expect(source.send(outer)).rejects.toMatchObject({
      failure: { code: 'source.submodule', values: { path: 'libs/b' } },
    })
  })

  it('is refused where it is broken, and leaves nothing', async () => {
    const project = gitProject({ 'a.py': noise(100_000) })
    const damage = ({ path, bytes }: { path: string; bytes: number }) => truncateSync(path, bytes - 100)
    const broken = await source.send(project, { damage })
    expect(broken.failure).toMatchObject({ code: 'source.incomplete' })
    expect(broken.commits).not.toContain(headOf(project))
    expect((await server.ssh(`test -e ${broken.directory}`)).code).toBe(1)
    const whole = await source.send(project)
    expect(whole.failure).toBeNull()
  })

  it('is let go of with its last release', async () => {
    const project = gitProject({ 'a.py': noise(1_000_000) })
    const before = Number(await server.sh(`du -s /srv/${application}/repo.git | cut -f1`))
    const head = headOf(project)
    for (let at = 0; at < 10; at += 1) {
      commit(project, { 'b.py': `${at}` })
      await source.send(project)
    }
    commit(project, { 'a.py': 'small' })
    const last = await source.send(project, { keep: [headOf(project)] })
    expect(last.commits).toEqual([headOf(project)])
    expect(last.commits).not.toContain(head)
    expect(Number(await server.sh(`du -s /srv/${application}/repo.git | cut -f1`))).toBeLessThan(before)
  })

  describe('fetched by the server', () => {
    let host: Server
    beforeAll(async () => {
      host = await startServer({ suite, stocked: true })
      await host.sh(
        'useradd --create-home --shell /usr/bin/git-shell git && install -d -m 700 -o git ~git/.ssh',
      )
    })

    /** As a person who may write there pushes, history and all. */
    const push = async (project: string, name: string) => {
      const bundle = execFileSync('git', ['-C', project, 'bundle', 'create', '-', '--all'], { stdio: 'pipe' })
      await host.sh(`base64 -d > /tmp/${name}.bundle`, bundle.toString('base64'))
      await host.sh(
        `rm -rf ~git/${name}.git && git clone -q --mirror /tmp/${name}.bundle ~git/${name}.git && chown -R git ~git/${name}.git`,
      )
    }
    const address = (name: string) => `git@${host.address}:${name}.git`

    it('with a key of its own, that is told to whoever must let it in', async () => {
      const shop = gitProject({ 'shop.py': 'shop' })
      await push(shop, 'shop')
      const site = gitProject({ 'a.py': 'old' })
      writeFileSync(
        join(site, '.gitmodules'),
        '[submodule "shop"]\n\tpath = libs/shop\n\turl = ../shop.git\n',
      )
      git(site, 'update-index', '--add', '--cacheinfo', `160000,${headOf(shop)},libs/shop`)
      git(site, 'add', '.gitmodules')
      git(site, 'commit', '--quiet', '--message=submodule')
      const old = headOf(site)
      for (const text of ['new', 'newer']) commitTracked(site, { 'a.py': text })
      await push(site, 'site')
      const repository = address('site')

      const refused = await source.send(site, { repository })
      expect(refused.failure).toMatchObject({
        code: 'source.unreachable',
        values: { repository, commit: headOf(site).slice(0, 7), key: expect.stringMatching(/^ssh-ed25519 /) },
        detail: { tail: expect.stringContaining('Permission denied') },
      })
      expect(refused.deployKey).toBe(refused.failure?.values['key'])
      expect(await server.sh(`stat -c %a /srv/${application}/deploy-key`)).toBe('600')

      await host.sh('cat > ~git/.ssh/authorized_keys && chown git ~git/.ssh/*', `${refused.deployKey}\n`)
      const fetched = await source.send(site, { repository })
      expect([fetched.failure, fetched.bytes]).toEqual([null, 0])
      expect(await read(fetched, 'a.py')).toBe('newer')
      expect(await read(fetched, 'libs/shop/shop.py')).toBe('shop')
      expect(fetched.deployKey).toBe(refused.deployKey)

      // A host that gives out only what a branch names, and a commit that none names.
      const before = await source.send(site, { repository, ref: old })
      expect(before.failure).toBeNull()
      expect(await read(before, 'a.py')).toBe('old')
      const git_ = `git --git-dir=/srv/${application}/repo.git`
      expect(await server.sh(`${git_} log --format=%H ${old}`)).toBe(old)
      expect(await server.sh(`${git_} for-each-ref refs/fetched`)).toBe('')
    })

    it('as a whole deploy has it, which needs no commit on this computer but those that are pushed', async () => {
      const repository = address('whole')
      const described = `app: shop
server: ${server.destination}
repository: ${repository}
domains: [shop.example]
fail2ban: false
updates: {automatic: false}
page: /
web: {limit: false}
release: {watch: 0s}
`
      const welcome = (text: string) => ({
        'shop/urls.py': (shop['shop/urls.py'] ?? '').replace("'welcome'", `'${text}'`),
      })
      const site = gitProject({ ...shop, ...welcome('pushed'), 'cabestan.yaml': described })
      await push(site, 'whole')
      const deploy = () => cabestan(['deploy', '--yes'], { directory: site })
      const page = async () => (await ask(server.address, '/', { host: 'shop.example' })).body

      const stranger = await deploy()
      expect(stranger.code, stranger.output).toBe(1)
      expect(stranger.output).toMatch(/code +source\.unreachable/)
      const key = await server.sh('ssh-keygen -y -f /srv/shop/deploy-key')
      expect(stranger.output.replaceAll(/\s+/g, ' ')).toContain(key.split(' ').slice(0, 2).join(' '))
      await host.sh('cat >> ~git/.ssh/authorized_keys', `${key}\n`)
      const first = await deploy()
      expect(first.code, first.output).toBe(0)
      expect(await page()).toBe('pushed')

      commit(site, welcome('not pushed'))
      const unpushed = await deploy()
      expect(unpushed.code, unpushed.output).toBe(1)
      expect(unpushed.output).toContain(headOf(site).slice(0, 7))
      expect(await page()).toBe('pushed')

      git(site, 'checkout', '--quiet', '--orphan', 'anew')
      commit(site, welcome('written anew'))
      git(site, 'branch', '--quiet', '--delete', '--force', 'main')
      await push(site, 'whole')
      const forced = await deploy()
      expect(forced.code, forced.output).toBe(0)
      expect(await page()).toBe('written anew')
    })

    it('says when the commit is not there', async () => {
      const site = gitProject({ 'a.py': 'pushed' })
      await push(site, 'other')
      commit(site, { 'a.py': 'not pushed' })
      const { failure } = await source.send(site, { repository: address('other') })
      expect(failure).toMatchObject({
        code: 'source.unreachable',
        values: { commit: headOf(site).slice(0, 7) },
      })
      const nowhere = await source.send(site, { repository: `https://${host.address}:9/site.git` })
      expect(nowhere.failure).toMatchObject({ code: 'source.unreachable' })
      expect(nowhere.failure?.values).not.toHaveProperty('key')
    })
  })
})

/** Text that hardly shrinks. */
function noise(bytes: number): string {
  return randomBytes((bytes * 3) / 4).toString('base64')
}

function headOf(project: string): string {
  return execFileSync('git', ['-C', project, 'rev-parse', 'HEAD']).toString().trim()
}

/** Without taking away a submodule that is not checked out. */
function commitTracked(project: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) writeFileSync(join(project, path), content)
  git(project, 'add', ...Object.keys(files))
  git(project, 'commit', '--quiet', '--message=work')
}

function addSubmodule(project: string, submodule: string, path: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true })
  git(project, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', submodule, path)
  git(project, 'commit', '--quiet', '--message=submodule')
}
