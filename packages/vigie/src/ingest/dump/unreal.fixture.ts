interface Packed {
  readonly name: string
  readonly content: Buffer | string
}

/** A crash as Unreal's reporter packs it: marked, with its count at the head, or as before, with both at the end. */
export function unrealCrash(files: readonly Packed[], isOld = false): Buffer {
  const head = (count: number) =>
    Buffer.concat([text('UECC-Windows'), text('crash.uecrash'), number(0), number(count)])
  const packed = files.map(({ name, content }, place) =>
    Buffer.concat([number(place), text(name), number(Buffer.byteLength(content)), Buffer.from(content)]),
  )
  const parts = isOld
    ? [head(0), ...packed, head(files.length)]
    : [Buffer.from('CR1'), head(files.length), ...packed]
  return Buffer.concat(parts)
}

function text(value: string): Buffer {
  const padded = Buffer.alloc(260)
  padded.write(value)
  return Buffer.concat([number(padded.length), padded])
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
