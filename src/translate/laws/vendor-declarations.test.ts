import { describe, expect, it } from 'vitest'
import { framesOf, recorded, share, tell } from '../../../bench/corpus.ts'
import { judgeLaw } from '../../../bench/exceptions.ts'
import { LENIENCIES, leniently } from '../../../bench/leniencies.ts'
import { REPLIES } from '../../../bench/markers/replies.ts'
import { REQUESTS } from '../../../bench/markers/requests.ts'
import { STREAMS } from '../../../bench/markers/streams.ts'
import type { Case, Piece } from '../../../bench/vendor-check.ts'
import { addForm, compileForms } from '../../../bench/vendor-check.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Written } from '../../hub/leaf.ts'
import { bare } from '../../hub/leaf.ts'
import type { Json } from '../../wire/json.ts'
import { isObject, parseJson } from '../../wire/json.ts'
import { StreamTranslation } from '../stream.ts'
import { translateReply, translateRequest } from '../translate.ts'

const CASES: readonly Case[] = DIALECT_IDS.flatMap((dialect) =>
  (['request', 'reply', 'event'] as const).map((piece) => ({ dialect, piece, forms: new Map() })),
)
const taken = new Map<DialectId, Set<string>>(DIALECT_IDS.map((dialect) => [dialect, new Set()]))
let bodies = 0

function judge(to: DialectId, piece: Piece, json: Json, where: string): void {
  // How an error looks is declared by no vendor; their clients throw it.
  if (piece !== 'request' && isObject(json) && ('error' in json || json.type === 'error')) {
    if (isObject(json.error) || json.type === 'error') return
  }
  const found = CASES.find((one) => one.dialect === to && one.piece === piece)
  if (found) addForm(found.forms, leniently(json, to, taken.get(to) ?? new Set()), where)
}

const othersOf = (from: DialectId): readonly DialectId[] => DIALECT_IDS.filter((to) => to !== from)

function judgeWhole(piece: 'request' | 'reply', json: Json, from: DialectId, where: string): void {
  const translate = piece === 'request' ? translateRequest : translateReply
  for (const to of othersOf(from)) {
    bodies++
    judge(to, piece, translate(json, { from, to }).body, `${where} → ${to}`)
  }
}

function judgeStream(text: string, from: DialectId, where: string): void {
  for (const to of othersOf(from)) {
    bodies++
    const translation = new StreamTranslation({ from, to })
    const steps = [...framesOf(text).map((frame) => translation.take(frame)), translation.end()]
    for (const { data } of steps.flatMap(({ written }) => written))
      if (typeof data !== 'string') judge(to, 'event', bare(data as Written), `${where} → ${to}`)
  }
}

function gather(): void {
  for (const from of DIALECT_IDS) {
    judgeWhole('request', REQUESTS[from], from, 'markers')
    judgeWhole('reply', REPLIES[from], from, 'markers')
    judgeStream(STREAMS[from].map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''), from, 'markers')
  }
  for (const kind of ['request', 'response', 'stream'] as const) {
    for (const body of recorded(kind)) {
      if (kind === 'stream') judgeStream(body.text(), body.dialect, body.file)
      else {
        const parsed = parseJson(body.text())
        if ('value' in parsed)
          judgeWhole(kind === 'request' ? 'request' : 'reply', parsed.value, body.dialect, body.file)
      }
    }
  }
}

describe('law 8: the vendors’ declarations, by their compiler', () => {
  it('accept what we write, for every ordered pair', { timeout: 300_000 }, () => {
    gather()
    const broken = new Map<string, string>()
    const seen = new Set<string>()
    for (const [at, errors] of compileForms(CASES).entries()) {
      const { dialect, piece, forms } = CASES[at] as Case
      tell(
        `law 8, types of ${dialect}: ${share(forms.size - errors.size, forms.size)} forms of a ${piece} are as declared`,
      )
      for (const { where } of forms.values()) seen.add(`${piece} ${where}`)
      for (const [where, text] of errors) broken.set(`${piece} ${where}`, text.slice(0, 4000))
    }
    tell(
      `law 8, types: ${bodies} bodies and streams, ${CASES.map(({ forms }) => forms.size).reduce((a, b) => a + b)} forms`,
    )
    expect(judgeLaw('declared', broken, seen)).toEqual([])
  })

  it.each(DIALECT_IDS)('need each leniency that they are granted for %s', (dialect) => {
    const unused = LENIENCIES[dialect].filter(({ why }) => !taken.get(dialect)?.has(why))
    expect(unused.map(({ why }) => why)).toEqual([])
  })
})
