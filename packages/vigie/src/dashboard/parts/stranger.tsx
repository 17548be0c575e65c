import { safeAddress, visible } from './visible.ts'

/** Text that came with an event. It is never HTML, and its writing direction does not affect what is around it. */
export function Stranger({ text, as = 'inline' }: { text: string; as?: 'inline' | 'block' }) {
  return <bdi class={as === 'block' ? 'stranger stranger-block' : 'stranger'}>{visible(text)}</bdi>
}

export function StrangerLink({ text }: { text: string }) {
  const address = safeAddress(text)
  if (!address) return <Stranger text={text} />
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow">
      <Stranger text={text} />
    </a>
  )
}
