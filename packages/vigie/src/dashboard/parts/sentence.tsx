/** Text between backticks is something to type, and is shown as such. */
export function Sentence({ text }: { text: string }) {
  return (
    <>{text.split('`').map((piece, index) => (index % 2 === 1 ? <code key={index}>{piece}</code> : piece))}</>
  )
}
