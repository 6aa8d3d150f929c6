import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { firstOf, hasCorpus, share, tell } from './corpus.ts'

/** Bodies that break a law for now, by cause: by name, or by where they break it and how many at most. */
interface Cause {
  readonly why: string
  readonly bodies?: readonly string[]
  /** Over `body: breach`. */
  readonly pattern?: string
  readonly most?: number
}
type Causes = Readonly<Record<string, Cause>>

const list = new URL('../src/translate/laws/exceptions.json', import.meta.url)
const exceptions = (existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : {}) as Readonly<
  Record<string, Causes>
>

/** What surprises: bodies that break the law and are on no list, and entries of the list that hold by now. */
export function judgeLaw(
  law: string,
  broken: ReadonlyMap<string, string>,
  seen: ReadonlySet<string>,
): readonly string[] {
  dump(law, broken, seen)
  const causes = Object.entries(exceptions[law] ?? {})
  const left = new Map(broken)
  const stale: string[] = []
  for (const [name, { bodies = [], pattern, most = 0 }] of causes) {
    for (const body of bodies)
      if (!left.delete(body) && seen.has(body)) stale.push(`${body}: holds now, take it off ${name}`)
    if (pattern === undefined) continue
    const matched = [...left].filter(([body, why]) => new RegExp(pattern).test(`${body}: ${why}`))
    // Beyond what was measured, the cause is no excuse: something new breaks in the same place.
    for (const [body] of matched.slice(0, most)) left.delete(body)
    if (matched.length === 0 && hasCorpus) stale.push(`${name}: nothing breaks there now, take it off`)
  }
  const excepted = broken.size - left.size
  if (excepted > 0) tell(`  of them excepted: ${share(excepted, seen.size)}, ${causes.length} causes`)
  return firstOf([...[...left].map(([body, why]) => `${body}: ${why}`), ...stale])
}

/** `LAW_DUMP=folder` leaves there what breaks each law. */
function dump(law: string, broken: ReadonlyMap<string, string>, seen: ReadonlySet<string>): void {
  const folder = process.env.LAW_DUMP
  if (folder) writeFileSync(`${folder}/${law}-${seen.size}.json`, JSON.stringify([...broken], null, 1))
}
