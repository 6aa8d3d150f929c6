import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { firstOf, hasCorpus, share, tell } from '../../../bench/corpus.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { findDialect } from '../../hub/dialect.ts'
import type { Exchange } from '../../transcript/transcript.ts'
import { check } from '../check.ts'

/** One recorded interaction: a request and what a real server answered. */
interface Interaction {
  readonly group: string
  readonly dialect: string
  readonly url: string
  readonly status: number | null
  readonly request: string | null
  readonly replies: readonly string[]
}

/** Findings that are right, though the server said 2xx: the rules that speak, in which of the replies. */
interface Cause {
  readonly why: string
  readonly rules: readonly string[]
  readonly files: readonly string[]
}

const corpus = process.env.INTERLINEAR_CORPUS ?? ''
const causes = JSON.parse(
  readFileSync(new URL('./false-alarms.json', import.meta.url), 'utf8'),
) as readonly Cause[]

/** `RULE file`: a file of a cause need not break each of its rules, but one. */
const isExplained = (rule: string, file: string): boolean =>
  causes.some(({ rules, files }) => rules.includes(rule) && files.includes(file))

const read = (file: string): string => readFileSync(`${corpus}/${file}`, 'utf8')

/** The recorded conversations, turn by turn: a rule that looks back has something to look at. */
function conversations(): Interaction[][] {
  const groups = new Map<string, Interaction[]>()
  for (const line of read('interactions.jsonl').split('\n').filter(Boolean)) {
    const one = JSON.parse(line) as Interaction
    if (!findDialect(one.dialect)) continue
    groups.set(one.group, [...(groups.get(one.group) ?? []), one])
  }
  return [...groups.values()]
}

const exchangeOf = ({ dialect, url, status, request, replies }: Interaction, index: number): Exchange => ({
  id: `x${index + 1}`,
  dialect: findDialect(dialect) as DialectId,
  ...(request ? { request: { url, body: read(request) } } : {}),
  ...(replies[0] ? { reply: { ...(status ? { status } : {}), body: read(replies[0]) } } : {}),
})

const isFine = ({ status }: Interaction): boolean => status === null || (status >= 200 && status < 300)
const nameOf = ({ request, replies }: Interaction): string => replies[0] ?? request ?? ''

it.runIf(hasCorpus)(
  'no false alarm: of what servers answered with 2xx, under 1 % has an error, and each of these is explained',
  () => {
    const alarmed = new Set<string>()
    const unexplained: string[] = []
    const all: string[] = []
    let looked = 0
    for (const turns of conversations()) {
      const exchanges = turns.map(exchangeOf)
      looked += turns.filter(isFine).length
      for (const { rule, severity, message, places } of check({ version: 1, exchanges })) {
        const turn = turns[exchanges.findIndex(({ id }) => id === places[0]?.exchange)]
        if (!turn || !isFine(turn)) continue
        const file = nameOf(turn)
        all.push(`${severity} ${rule} ${file} ${places[0]?.pointer ?? ''}: ${message} (${turn.request})`)
        if (severity !== 'error') continue
        if (!isExplained(rule, file)) unexplained.push(`${rule} ${file}: ${message} (${turn.request})`)
        alarmed.add(file)
      }
    }
    tell(`false alarms: ${share(alarmed.size, looked)} answered with 2xx have an error`)
    if (process.env.LAW_DUMP)
      writeFileSync(`${process.env.LAW_DUMP}/alarms.json`, JSON.stringify(all, null, 1))
    expect(firstOf(unexplained)).toEqual([])
    const silent = causes.flatMap(({ files }) => files).filter((file) => !alarmed.has(file))
    expect(firstOf(silent.map((file) => `${file} has no error now: take it off`))).toEqual([])
    expect(alarmed.size).toBeLessThan(looked / 100)
  },
)
