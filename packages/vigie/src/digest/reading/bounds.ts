/** Relay's where it has one, so that an SDK that keeps to them loses nothing here. */
export const bounds = {
  /** Names, versions, functions: what stands in one line. */
  short: 200,
  path: 1024,
  message: 8192,
  /** A line of source: minified files have one of a megabyte. */
  line: 512,
  exceptions: 50,
  threads: 128,
  /** Of one stack. The innermost and the outermost are kept. */
  frames: 100,
  /** Of all stacks of an event. */
  allFrames: 1500,
  sourceLines: 12,
  breadcrumbs: 100,
  tags: 100,
  pairs: 500,
  named: 200,
  fingerprint: 20,
  remarks: 50,
  /** Of a value that is shown as it is: locals, extra, contexts, bodies. */
  depth: 8,
  nodes: 2000,
  text: 16384,
} as const
