const STEPS = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const

const TELL = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
/** Beyond that a date says more. Days. */
const FAR = 14

/** How long ago something was: `2 hours ago`, `yesterday`, `3 May 2026`. Milliseconds since 1970. */
export function timeWords(then: number, now: number): string {
  const ago = now - then
  if (ago > FAR * STEPS[0].ms)
    return new Date(then).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
  const step = STEPS.find(({ ms }) => ago >= ms)
  return step ? TELL.format(-Math.floor(ago / step.ms), step.unit) : 'just now'
}

/** Characters, as people speak of files. */
export function sizeWords(characters: number): string {
  if (characters < 1_000) return `${characters} B`
  const [value, unit] = characters < 1_000_000 ? [characters / 1_000, 'kB'] : [characters / 1_000_000, 'MB']
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`
}
