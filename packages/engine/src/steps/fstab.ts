import type { Files } from '../host/host.ts'
import { rootFile } from '../host/root-attributes.ts'

const path = '/etc/fstab'

export async function hasSwapLine(files: Files, swapFile: string): Promise<boolean> {
  return linesOf(await files.readText(path)).some((line) => isSwapLine(line, swapFile))
}

export async function addSwapLine(files: Files, swapFile: string): Promise<void> {
  if (await hasSwapLine(files, swapFile)) return
  await edit(files, (lines) => [...lines, `${fieldOf(swapFile)} none swap sw 0 0`])
}

export async function dropSwapLine(files: Files, swapFile: string): Promise<void> {
  if (!(await hasSwapLine(files, swapFile))) return
  await edit(files, (lines) => lines.filter((line) => !isSwapLine(line, swapFile)))
}

async function edit(files: Files, change: (lines: string[]) => string[]): Promise<void> {
  const lines = change(linesOf(await files.readText(path)))
  await files.write(path, lines.map((line) => `${line}\n`).join(''), (await files.stat(path)) ?? rootFile)
}

function linesOf(text: string | null): string[] {
  return (text ?? '')
    .replace(/\n$/, '')
    .split('\n')
    .filter((line, index) => line !== '' || index > 0)
}

function isSwapLine(line: string, swapFile: string): boolean {
  const [what, , type] = line.trim().split(/\s+/)
  return what === fieldOf(swapFile) && type === 'swap'
}

/** fstab(5): spaces separate fields. */
function fieldOf(file: string): string {
  return file.replaceAll('\\', '\\134').replaceAll(' ', '\\040')
}
