/** The sign of the lookout. */
export function Lighthouse() {
  return (
    <svg class="lighthouse" width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path class="lighthouse-beam" d="M19 8.5 31 4v9zM13 8.5 1 4v9z" />
      <path class="lighthouse-tower" d="M13 6.5a3 3 0 0 1 6 0V11h-6zM12.5 12.500h7L22 28H10z" />
      <path class="lighthouse-stripe" d="M12 17h8l.6 4h-9.200z" />
    </svg>
  )
}
