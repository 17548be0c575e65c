import type { Database } from '../database.ts'

export interface PageUse {
  readonly size: number
  readonly all: number
  readonly free: number
}

export function readPageUse(database: Database): PageUse {
  const [size, all, free] = ['page_size', 'page_count', 'freelist_count'].map((name) =>
    Number(database.pragma(name)),
  ) as [number, number, number]
  return { size, all, free }
}

export function usedBytes({ size, all, free }: PageUse): number {
  return (all - free) * size
}
