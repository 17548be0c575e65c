import { Fragment } from 'preact'
import { pieces } from './pieces.ts'
import { visible } from './visible.ts'

/** A stranger's path or name in code, with line breaks where a reader would put them. */
export function Place({ text }: { text: string }) {
  return (
    <bdi class="stranger">
      {pieces(visible(text)).map((piece, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {piece}
        </Fragment>
      ))}
    </bdi>
  )
}
