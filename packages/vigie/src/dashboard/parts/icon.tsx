/** Line drawings of 16 by 16. They only repeat the words beside them, so screen readers skip them. */
const shapes = {
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.4 10.4 14 14',
  check: 'M3 8.5 6.5 12 13 4.5',
  mute: 'M3 6v4h2.5L9 13V3L5.5 6zM11.5 6.5l3 3m0-3-3 3',
  person: 'M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.5c.6-2.6 2.6-3.8 5-3.800s4.4 1.2 5 3.8',
  merge: 'M4 3v2.500c0 3 4 2.5 4 5.500v2.500M12 3v2.500c0 3-4 2.5-4 5.5',
  trash: 'M3 4.500h10M6.5 4.500V3h3v1.500M4.5 4.500l.6 9h5.800l.6-9M6.8 7v4M9.2 7v4',
  copy: 'M5.5 5.500v-3h8v8h-3M2.5 5.500h8v8h-8z',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  down: 'M4 6.5 8 10.5 12 6.5',
  right: 'M6.5 4 10.5 8 6.5 12',
  left: 'M9.5 4 5.5 8 9.5 12',
  first: 'M11.5 4 7.5 8l4 4M4.5 4v8',
  last: 'M4.5 4 8.5 8l-4 4M11.5 4v8',
  reopen: 'M3 8a5 5 0 1 0 1.5-3.500L3 6M3 3v3h3',
  help: 'M6 6a2 2 0 1 1 2.7 1.900c-.5.2-.7.6-.7 1.100v.5M8 12h.01',
  sun: 'M8 5.500a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM8 1.500v1.500M8 13v1.500M1.5 8H3M13 8h1.500M3.4 3.400l1 1M11.6 11.600l1 1M3.4 12.600l1-1M11.6 4.400l1-1',
  moon: 'M13 9.500A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.500z',
  screen: 'M2.5 3.500h11v7.500h-11zM6 13.500h4',
  plus: 'M8 3v10M3 8h10',
  gear: 'M8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM8 2v1.700M8 12.300V14M2 8h1.700M12.3 8H14M3.8 3.8 5 5M11 11l1.2 1.200M3.8 12.2 5 11M11 5l1.2-1.2',
  download: 'M8 2.500v8M4.5 7.5 8 11l3.5-3.500M3 13.500h10',
  warning: 'M8 2.5 14 13H2zM8 6.500v3M8 11.300h.01',
  menu: 'M2.5 4.500h11M2.5 8h11M2.5 11.500h11',
  close: 'M4 4l8 8M12 4l-8 8',
} as const

export type IconName = keyof typeof shapes

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  )
}
