import type { ReleaseRecord } from '@cabestan/protocol/releases'

/** Where everything of an application lies. Its name was validated on arrival, so it can be part of a path. */
export interface Places {
  readonly name: string
  readonly home: string
  readonly repository: string
  readonly largeFiles: string
  readonly releases: string
  readonly colours: string
  /** Links to the releases whose static files nginx may still serve. */
  readonly former: string
  /** The one durable pointer: what it names is what visitors get. */
  readonly live: string
  readonly venvs: string
  readonly cache: string
  readonly media: string
  readonly data: string
  /** Variables from the owner and from the server. Each release gets a copy that no longer changes. */
  readonly environment: string
  readonly run: string
  readonly logs: string
  readonly backups: string
  /** While this file exists, visitors get the maintenance page. */
  readonly maintenance: string
}

export function placesOf(name: string): Places {
  const home = `/srv/${name}`
  return {
    name,
    home,
    repository: `${home}/repo.git`,
    largeFiles: `${home}/large-files`,
    releases: `${home}/releases`,
    colours: `${home}/colours`,
    former: `${home}/former`,
    live: `${home}/live`,
    venvs: `${home}/venvs`,
    cache: `${home}/cache`,
    media: `${home}/media`,
    data: `${home}/data`,
    environment: `${home}/env`,
    run: `/run/${name}`,
    logs: `/var/log/${name}`,
    backups: `/var/backups/${name}`,
    maintenance: `${home}/maintenance`,
  }
}

export const colours = ['blue', 'green'] as const
export type Colour = (typeof colours)[number]

export function otherColour(colour: Colour): Colour {
  return colour === 'blue' ? 'green' : 'blue'
}

/** Paths of one release, all below its own directory. */
export interface ReleasePlaces {
  readonly number: number
  /** `17-1a2b3c4` */
  readonly directoryName: string
  readonly directory: string
  readonly source: string
  readonly environment: string
  readonly static: string
  /** Files that nginx serves before it asks the application, where the project has such. */
  readonly home: string
  readonly overlay: string
  /** A link to the release's venv. */
  readonly venv: string
  readonly processes: string
  /** A script that runs a command in this release. */
  readonly run: string
}

export function releasePlaces({ releases }: Places, directoryName: string): ReleasePlaces {
  const directory = `${releases}/${directoryName}`
  return {
    number: Number.parseInt(directoryName, 10),
    directoryName,
    directory,
    source: `${directory}/source`,
    environment: `${directory}/env`,
    static: `${directory}/static`,
    home: `${directory}/home`,
    overlay: `${directory}/overlay`,
    venv: `${directory}/venv`,
    processes: `${directory}/processes`,
    run: `${directory}/run`,
  }
}

export function directoryNameOf(number: number, commit: ReleaseRecord['commit']): string {
  return `${number}-${commit.id.slice(0, 7)}`
}

/** The socket that a colour listens on. */
export function socketOf({ run }: Places, colour: Colour): string {
  return `${run}/${colour}.sock`
}

/** While this file exists, a colour that is not live may run. It holds the number of workers to begin with. */
export function startingMark({ run }: Places, colour: Colour): string {
  return `${run}/starting-${colour}`
}

/** While this file exists, and for some minutes at most, a process is not started. */
export function restingMark({ run }: Places, process: string): string {
  return `${run}/resting-${process}`
}

/** The mode of a directory that www-data may only pass through, to the files below that it owns. */
export const traversable = { owner: 'root', group: 'root', mode: '0711' } as const
