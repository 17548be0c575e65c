import { directoryOf, fileNameOf } from './source-paths.ts'

const named =
  /^(?:[a-z0-9]+[-_.])*(?:req[a-z]*|deps|dependencies|pip|freeze|packages_pip)(?:[-_.][\w-]+)*\.(?:txt|in|pip|lock)$|^(?:requirements?|pip[-_]requirements)$/i
const folder = /(?:^|\/)(?:req[a-z]*|deps|dependencies|pip)$/i

/** Whether a path has the name of a requirements file: `requirements.txt`, `requirements/prod.txt`, `reqs.pip`. */
export function isRequirementsFile(path: string): boolean {
  const name = fileNameOf(path)
  if (/^constraints?\b|[-_.]constraints?\b/i.test(name)) return false
  return named.test(name) || (folder.test(directoryOf(path)) && /^[\w.-]+\.(?:txt|in|pip)$/.test(name))
}
