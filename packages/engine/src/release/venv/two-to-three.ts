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

/** The list of what builds it, beside what builds must keep to as it is. */
export async function listForTwoToThree(
  { host, order }: Pick<ReleaseContext, 'host' | 'order'>,
  { requirements }: Lists,
): Promise<string> {
  const path = `${dirname(requirements)}/two-to-three.txt`
  await host.files.write(path, 'setuptools<58\n', { owner: 'root', group: order.name, mode: '0640' })
  return path
}
