/** A moment as a log wrote it. */
export interface Moment {
  /** Milliseconds since 1970, in UTC where no zone is said. */
  readonly at: number
  readonly hasZone: boolean
}

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i

/** ISO 8601 as logs spell it, or a count of seconds or milliseconds since 1970. */
export function momentOf(text: string | undefined): Moment | undefined {
  const trimmed = text?.trim() ?? ''
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return { at: millisecondsOf(Number(trimmed)), hasZone: true }
  const [, day, time, zone] = ISO.exec(trimmed) ?? []
  if (!day || !time) return undefined
  const offset = zone === undefined || /^utc$/i.test(zone) ? 'Z' : zone.length === 3 ? `${zone}:00` : zone
  const at = Date.parse(`${day}T${time.replace(',', '.')}${offset}`)
  return Number.isNaN(at) ? undefined : { at, hasZone: zone !== undefined }
}

/** Counts below this are seconds: as milliseconds they would lie before May 1973. */
const LEAST_MILLISECONDS = 1e11

const millisecondsOf = (count: number): number => (count < LEAST_MILLISECONDS ? count * 1000 : count)

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A span of time for a sentence. */
export function spanOf(milliseconds: number): string {
  const span = Math.abs(milliseconds)
  if (span < 1000) return `${Math.round(span)} ms`
  if (span < 2 * MINUTE) return `${Number((span / 1000).toFixed(1))} s`
  if (span < 2 * HOUR) return `${Math.round(span / MINUTE)} min`
  return span < 48 * HOUR ? `${Number((span / HOUR).toFixed(1))} h` : `${Math.round(span / HOUR / 24)} days`
}

/** A whole number of half hours, give or take what an exchange lasts: what two time zones make of one moment. */
export function isZoneApart(milliseconds: number): boolean {
  const span = Math.abs(milliseconds)
  const rest = span % (HOUR / 2)
  return span > HOUR / 2 - MINUTE && span < 15 * HOUR && Math.min(rest, HOUR / 2 - rest) < MINUTE
}
