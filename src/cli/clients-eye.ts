import type { Said, Sight } from '../clients/watch.ts'
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
  for (const { id, side, dialect, reply } of exchanges)
    if (reply && dialect)
      sights.push({ exchange: id, ...(side ? { side } : {}), ...(await watchClient(reply, dialect)) })
  return sights
}

export function sightText(sights: readonly ExchangeSight[]): string {
  if (sights.length === 0) return 'No reply was captured that a client library could be fed with.\n'
  return sights
    .map(({ exchange, side, client, thrown, theirs, ours, differs }) => {
      const head = [`client  ${exchange}`, side, client].filter(Boolean).join(' ')
      if (thrown) return `${head}\n  throws ${thrown.name}: ${thrown.message}\n`
      const lines = theirs ? saidLines(theirs) : []
      const others = differs.map((key) => `on the wire stood another ${NAMES[key]}: ${wordsOf(ours, key)}`)
      return `${[head, ...lines, ...others].join('\n  ')}\n`
    })
    .join('\n')
}

const NAMES: Readonly<Record<keyof Said, string>> = {
  text: 'text',
  thoughts: 'thinking',
  calls: 'list of calls',
  finish: 'finish',
}

const saidLines = (said: Said): string[] =>
  (['thoughts', 'text', 'calls', 'finish'] as const)
    .filter((key) => said[key] !== '')
    .map((key) => `${NAMES[key]}: ${wordsOf(said, key)}`)

function wordsOf(said: Said, key: keyof Said): string {
  if (key === 'calls')
    return said.calls.map((call) => `${call.name}(${shortValue(call.arguments)})`).join(', ') || 'none'
  return said[key] === null ? 'none' : shortValue(said[key])
}
