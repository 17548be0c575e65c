import { dirname } from 'node:path'
import type { ExecResult } from '../../host/host.ts'
import type { ReleaseContext } from '../context.ts'
import type { Lists } from './lists.ts'

/**
 * A package of before 2020 that is written for Python 2 and has setuptools turn it into Python 3 while it is built:
 * since 58 setuptools does not. Nothing else is built with so old a one, which knows no `[project]`.
 */
export function wantsTwoToThree({ stdout, stderr }: ExecResult): boolean {
  return /\buse_2to3 is invalid/.test(`${stdout}${stderr}`)
}

/** Constraints for builds with the old setuptools, beside those that apply to all builds. */
export async function listForTwoToThree(context: Context, { requirements }: Lists): Promise<string> {
  return written(context, `${dirname(requirements)}/two-to-three.txt`, 'setuptools<58')
}

/** psycopg2 asks for at least 70.1 since 2.9.13: an old project that did not pin it gets a version of today. */
export function wantsNewerSetuptools({ stdout, stderr }: ExecResult): boolean {
  return /\bsetuptools>=[\d.]+ and setuptools<\d+, we can conclude/.test(`${stdout}${stderr}`)
}

/** Replaces the constraints for all builds, as far as packages of any age can be built with it. */
export async function listForNewerSetuptools(context: Context, { requirements }: Lists): Promise<string> {
  return written(context, `${dirname(requirements)}/newer-setuptools.txt`, 'setuptools<81')
}

type Context = Pick<ReleaseContext, 'host' | 'order'>

async function written({ host, order }: Context, path: string, line: string): Promise<string> {
  await host.files.write(path, `${line}\n`, { owner: 'root', group: order.name, mode: '0640' })
  return path
}
