/** On its own, because it is said before the rest of the catalogue can be loaded. */
export const englishOldNode =
  'Cabestan needs Node {needed} or newer and was started with Node {current}: install the current one from https://nodejs.org, or with nvm (`nvm install --lts`).'
export const englishStopped = 'Stopped. Nothing was changed.'
