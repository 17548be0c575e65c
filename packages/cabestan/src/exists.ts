import { stat } from 'node:fs/promises'

export const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
