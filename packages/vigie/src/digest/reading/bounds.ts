/** The same as Relay's where it has them, so that an SDK that respects those loses nothing here. */
export const bounds = {
  /** Names, versions, functions: anything that fits one line. */
  short: 200,
  path: 1024,
  message: 8192,
  /** A line of source: in minified files it may be a megabyte long. */
  line: 512,
  exceptions: 50,
  threads: 128,
  /** Frames of one stack. The innermost and the outermost are kept. */
  frames: 100,
  /** Frames of all stacks of an event. */
  allFrames: 1500,
  sourceLines: 12,
  breadcrumbs: 100,
  tags: 100,
  pairs: 500,
  named: 200,
  fingerprint: 20,
  remarks: 50,
  /** A value that is shown as it is: locals, extra, contexts, bodies. */
  depth: 8,
  nodes: 2000,
  text: 16384,
} as const
