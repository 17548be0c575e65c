export interface Traceback {
  /** Its last line: `KeyError: 'STRIPE_KEY'`. */
  readonly error: string
  /** Where in the project's own code: `shop/settings.py:12`; '' where it is nowhere there. */
  readonly place: string
  /** Python was importing the settings, or Django the applications that they name. */
  readonly isLoading: boolean
}

/** What Python says at the end, as far as it is of use to the author. */
export function lastTraceback(output: string): Traceback {
  const at = output.lastIndexOf('Traceback (most recent call last):')
  const text = at < 0 ? output : output.slice(at)
  return { error: errorIn(text), place: placeIn(text), isLoading: at >= 0 && loading.test(text) }
}

const loading =
  /django\/conf\/__init__\.py", line \d+, in (?:__init__|_setup)|\/overlay\/\S+\/settings\.py", line|django\/apps\/registry\.py", line \d+, in populate/

/** `CommandError: …` comes without a traceback; an exception's message may go on in further lines. */
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
