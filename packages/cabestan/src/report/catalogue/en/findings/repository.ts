import type { repositoryFindings } from '../../../../project/findings/repository.ts'
import type { FindingSentences } from '../../catalogue.ts'

const kinds = {
  'private-key': 'a private key',
  aws: 'an access key of Amazon (AWS)',
  stripe: 'a live key of Stripe',
  sendgrid: 'a key of SendGrid',
  mailgun: 'a key of Mailgun',
  github: 'a token of GitHub',
  gitlab: 'a token of GitLab',
  slack: 'a token of Slack',
  'url-password': 'an address with a password in it',
  'database-password': 'the password of a database',
  'mail-password': 'the password of a mailbox',
  'secret-key': 'a SECRET_KEY',
  token: 'a secret',
  'environment-file': 'a secret in an environment file',
}

export const repository: FindingSentences<(typeof repositoryFindings)[number]> = {
  'repository.not-git': {
    title: 'The project is in no git repository.',
    why: 'A release is one commit: only so can it be named, compared and gone back to.',
    remedy:
      'Begin one: `git init`, `git add .`, `git commit`. First write what must stay out into `.gitignore`.',
  },
  'repository.no-commits': {
    title: 'The repository has no commit yet.',
    why: 'A release is one commit: only so can it be named, compared and gone back to.',
    remedy:
      'Make the first one: `git add .`, `git commit`. First write what must stay out into `.gitignore`.',
  },
  'repository.untracked-needed': {
    title: 'The project needs files that are not in git: {files}.',
    why: 'They are on this computer only; without them the project does not start on the server.',
    remedy: 'Add them: `git add`, `git commit`. What is secret in them goes into the environment instead.',
  },
  'repository.unknown-work': {
    title: 'Whether there is work that is not committed could not be read.',
    why: 'The repository’s configuration names programs that git would run for that, and nothing is run here.',
    remedy: 'Look yourself: `git status`. Only what is committed is deployed.',
  },
  'repository.uncommitted': {
    title: 'Changes that are in no commit: {files}.',
    why: 'A release is made from the commit. These changes are not deployed.',
    remedy: 'Commit them, or leave them for the next release.',
  },
  'repository.untracked': {
    title: 'Files that git does not know: {files}.',
    why: 'A release is made from the commit. These files are not deployed.',
    remedy: 'Add them, or name them in `.gitignore`.',
  },
  'repository.detached': {
    title: 'No branch is checked out.',
    why: 'The commit is deployed all the same, but new work on it belongs to no branch and is easily lost.',
    remedy: 'Go to a branch: `git switch BRANCH`.',
  },
  'repository.no-remote': {
    title: 'The repository is on this computer only.',
    why: 'It is deployed from here, which is fine; but the server is not a backup of its history.',
    remedy: 'Push it to a forge of your choice as well.',
  },
  'repository.unpushed': {
    title: 'Commits that are not pushed: {count}.',
    why: 'They are deployed, but nobody else has them, and a deploy by somebody else would take them back.',
    remedy: '`git push`',
  },
  'repository.history-unseen': {
    title: 'Not all of the history was searched for secrets.',
    why: 'The clone is shallow, or the history is longer than a check has time for.',
    remedy: 'For a full search, there are tools for that alone, such as gitleaks.',
  },
  'repository.secret': {
    title: ['{file}, line {line}: {kind} is in git (`{name}`).', '{file}, line {line}: {kind} is in git.'],
    why: 'Whoever can read the repository, or any copy of it, has it; and so does each release.',
    remedy: [
      'Nothing is to be done for the site: Cabestan makes a key of its own for it, in the place of `{replaced}`.',
      "Replace it at its issuer: it has been known since {date} (commit {commit}). Have the settings read the new one, `os.environ['{variable}']`, and give it to the server by `cabestan env set {variable}`: it stays out of git.",
      "Replace it at its issuer. Have the settings read the new one, `os.environ['{variable}']`, and give it to the server by `cabestan env set {variable}`: it stays out of git.",
      'Replace it at its issuer: it has been known since {date} (commit {commit}). Read the new one from the environment, and keep it out of git.',
      'Replace it at its issuer. Read the new one from the environment, and keep it out of git.',
    ],
    words: { kind: kinds },
  },
  'repository.secret-in-history': {
    title: [
      '{file}: {kind} is in the history of git (`{name}`, commit {commit}, {date}).',
      '{file}: {kind} is in the history of git (commit {commit}, {date}).',
      '{file}: {kind} is in the history of git.',
    ],
    why: 'It is gone from the files, but whoever has a copy of the repository still has it.',
    remedy: 'If it is still in use anywhere, replace it. Rewriting the history does not take it back.',
    words: { kind: kinds },
  },
  'repository.large-file': {
    title: 'Files of more than 50 MB: {files}.',
    why: 'Each release holds a copy of them, and each clone all their versions.',
    remedy: 'Keep data and media outside git, in `media/` or `data/` on the server.',
  },
  'repository.large': {
    title: 'The files of the project amount to {megabytes} MB.',
    why: 'Each release holds a copy of them.',
    remedy: 'Keep data and media outside git, in `media/` or `data/` on the server.',
  },
  'repository.merge-marks': {
    title: 'Marks of a merge that git could not finish are left in: {files}.',
    why: '`<<<<<<<`, `=======` and `>>>>>>>` are neither Python nor packages: what reads such a file stops there.',
    remedy:
      'Keep one of the two versions, or both, remove the three marks, and commit. `grep -rn "^<<<<<<< " .` finds them.',
  },
  'repository.line-endings': {
    title: 'Scripts with the line endings of Windows: {files}.',
    why: 'Linux looks for an interpreter whose name ends in a carriage return, and finds none.',
    remedy:
      'Write `* text=auto eol=lf` into `.gitattributes`, then `git add --renormalize .` and commit. Cabestan itself does not start scripts this way.',
  },
  'repository.windows-names': {
    title: 'Names of templates that only Windows finds: {files}.',
    why: 'On the server a backslash is a letter like any other, and so is a dot or a space at the end: Django finds no such file, and the page ends in an error.',
    remedy:
      'Write them with slashes, and with nothing after the last letter (`shop/index.html`), which Windows takes too, and commit.',
  },
  'repository.case-clash': {
    title: 'Names that differ only in capital letters: {files}.',
    why: 'macOS and Windows keep only one of them, so what runs there is not what runs on the server.',
    remedy: 'Rename or delete one of each: `git mv`, `git rm --cached`.',
  },
  'repository.lfs': {
    title: 'Files that git-lfs keeps outside the repository: {files}.',
    why: 'The commit holds only pointers to them. A release takes their contents from this computer, where they have to be.',
    remedy: '`git lfs fetch` brings those that are missing.',
  },
  'repository.submodule-unread': {
    title: 'Submodules that are not checked out here: {files}.',
    why: 'Their files could not be read. A release takes them from this computer, and is refused without those that `.gitmodules` names.',
    remedy: '`git submodule update --init --recursive`, or `git rm` for those that nobody needs any more.',
  },
  'repository.submodule-spare': {
    title: 'A release does without the submodules that are not checked out here: {files}.',
    why: 'By their names they are no part of the site, and no code asks for them: empty directories stand in their place.',
    remedy:
      'Nothing to do. Where the site wants them all the same: `git submodule update --init --recursive`.',
  },
  'repository.installed': {
    title: 'Installed packages are in git: {files}.',
    why: 'They were made for another computer, make each release larger, and are not used: the server installs its own.',
    remedy:
      '`git rm -r --cached` takes them out and leaves them on this computer; then name them in `.gitignore`.',
  },
  'repository.compiled': {
    title: 'Files that Python compiled are in git: {files}.',
    why: 'They change with every start and every Python, and are of no use on the server.',
    remedy: '`git rm -r --cached` takes them out; then write `__pycache__/` into `.gitignore`.',
  },
  'repository.truncated': {
    title: 'There are more files than were read; the last one is {files}.',
    why: 'What stands in the others is not known, so an answer may be wrong.',
    remedy: 'Name the project’s directory in `cabestan.yaml` (`directory:`), and keep data outside git.',
  },
  'repository.no-home': {
    title: 'There is no directory {path} in git.',
    why: '`web.home` in `cabestan.yaml` names it, and nginx would have nothing to show.',
    remedy: 'Correct the path, which begins at the top of the repository, or commit what is in it.',
  },
}
