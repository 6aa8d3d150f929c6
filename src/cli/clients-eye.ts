import type { Said, Sight } from '../clients/sight.ts'
import { watchClient } from '../clients/watch.ts'
import type { Exchange, Side } from '../transcript/transcript.ts'
import { shortValue } from '../translate/origins.ts'

/** What the vendor's own library hands to its program, by exchange. */
export interface ExchangeSight extends Sight {
  readonly exchange: string
  readonly side?: Side
}

/** Every captured reply of a known dialect, as its vendor's library gets it. */
export async function watchClients(exchanges: readonly Exchange[]): Promise<readonly ExchangeSight[]> {
  const sights: ExchangeSight[] = []
  for (const { id, side, dialect, request, reply } of exchanges)
    if (reply && dialect)
      sights.push({
        exchange: id,
        ...(side ? { side } : {}),
        ...(await watchClient(reply, dialect, request)),
      })
  return sights
}

export function sightText(sights: readonly ExchangeSight[]): string {
  if (sights.length === 0) return 'No reply was captured that a client library could be fed with.\n'
  return sights
    .map(({ exchange, side, sentence, theirs, ours, differs }) => {
      const head = ['client ', exchange, side].filter(Boolean).join(' ')
      const lines = theirs ? saidLines(theirs) : []
      const others = differs.map((key) => `on the wire: ${wordsOf(ours, key)}`)
      return `${[head, sentence, ...lines, ...others].join('\n  ')}\n`
    })
    .join('\n')
}

const saidLines = (said: Said): string[] =>
  (['thoughts', 'text', 'calls', 'finish', 'error'] as const)
    .filter((key) => said[key] !== '' && said[key] !== null && !(key === 'calls' && said.calls.length === 0))
    .map((key) => wordsOf(said, key))

function wordsOf(said: Said, key: keyof Said): string {
  if (key === 'calls')
    return `calls: ${said.calls.map((call) => `${call.name}(${shortValue(call.arguments)})`).join(', ') || 'none'}`
  if (key === 'finish') return said.finish ? `${said.finish.field}: ${said.finish.word}` : 'finish: none'
  const name = key === 'thoughts' ? 'thinking' : key
  return `${name}: ${said[key] === null || said[key] === '' ? 'none' : shortValue(said[key])}`
}
