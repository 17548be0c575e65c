/** A small chart of events over time. It has bars, because a line would suggest values between the counts. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const most = Math.max(1, ...values)
  const width = Math.max(1, values.length) * 4
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${width} 24`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path class="sparkline-ground" d={`M0 23.5H${width}`} />
      {values.map((value, index) => (
        <Bar key={index} at={index * 4} height={value > 0 ? Math.max(2, (value / most) * 22) : 0} />
      ))}
    </svg>
  )
}

function Bar({ at, height }: { at: number; height: number }) {
  if (height === 0) return null
  return <rect x={at} y={23 - height} width="3" height={height} rx="0.5" />
}
