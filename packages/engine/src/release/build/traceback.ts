export interface Traceback {
  /** The last line of the traceback: `KeyError: 'STRIPE_KEY'`. */
  readonly error: string
  /** The place in the project's own code: `shop/settings.py:12`, or '' where none of its frames is. */
  readonly place: string
  /** Whether Python was importing the settings, or Django the applications that they name. */
  readonly isLoading: boolean
}

/** Takes from the end of Python's output what is useful to the author. */
export function lastTraceback(output: string): Traceback {
  const at = output.lastIndexOf('Traceback (most recent call last):')
  const text = at < 0 ? output : output.slice(at)
  return { error: errorIn(text), place: placeIn(text), isLoading: at >= 0 && loading.test(text) }
}

const loading =
  /django\/conf\/__init__\.py", line \d+, in (?:__init__|_setup)|\/overlay\/\S+\/settings\.py", line|django\/apps\/registry\.py", line \d+, in populate/

/** `CommandError: …` comes without a traceback, and an exception's message may continue on further lines. */
function errorIn(text: string): string {
  const lines = text.trimEnd().split('\n')
  const found = lines.findLast((line) =>
    /^[A-Za-z_][\w.]*(?:Error|Exception|Warning|Configured|Interrupt|Exit|DoesNotExist|NotReady|Found)?: \S/.test(
      line,
    ),
  )
  return (found ?? lines.at(-1) ?? '').replace(/^(?:[a-z_]\w*\.)+(?=[A-Z])/, '').slice(0, 500)
}

function placeIn(text: string): string {
  const frames = [...text.matchAll(/File "[^"\n]*?\/releases\/[^/"\n]+\/source\/([^"\n]+)", line (\d+)/g)]
  const [, file, line] = frames.at(-1) ?? []
  return file === undefined ? '' : `${file}:${line}`
}
