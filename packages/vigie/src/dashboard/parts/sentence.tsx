/** What stands between backticks is typed somewhere: it is shown as that. */
export function Sentence({ text }: { text: string }) {
  return (
    <>{text.split('`').map((piece, index) => (index % 2 === 1 ? <code key={index}>{piece}</code> : piece))}</>
  )
}
