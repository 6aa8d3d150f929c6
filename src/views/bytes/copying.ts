import { useQueryClient } from '@tanstack/react-query'
import type { ByteRange } from '../../engine/answers/bytes.ts'
import type { BodyAddress } from '../../state/queries.ts'
import { useCommands } from '../kit/commands.ts'
import { useScreen } from '../kit/screen.ts'
import { countOf } from '../kit/words.ts'

export interface Copying {
  readonly isAble: boolean
  copy(as: 'text' | 'hex'): void
}

/** More than this belongs in a file. */
const MOST = 2_000_000

/** Takes along the bytes that are chosen, else those of what the eye is on. */
export function useCopying(body: BodyAddress, range: ByteRange | undefined): Copying {
  const { queries, notices } = useScreen()
  const client = useQueryClient()
  const tell = (sentence: string) => notices.tell({ id: 'bytes.copied', sentence })
  const take = async (as: 'text' | 'hex') => {
    if (!range) return
    const count = Math.min(MOST, range.end - range.start)
    const found = await client.fetchQuery(queries.byteStretch(body, range.start, count))
    if ('problem' in found) return tell(found.problem)
    const hex = () => Array.from(found.bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const text = as === 'hex' ? hex() : new TextDecoder('utf-8', { ignoreBOM: true }).decode(found.bytes)
    await navigator.clipboard
      .writeText(text)
      .then(() => tell(`${countOf(count, 'byte')} copied as ${as}.`))
      .catch(() => tell('The browser does not let this page write to the clipboard.'))
  }
  const off = range ? {} : { off: 'No byte is chosen.' }
  useCommands([
    {
      id: 'bytes.copy-text',
      title: 'Copy the bytes as text',
      group: 'Share',
      ...off,
      run: () => void take('text'),
    },
    {
      id: 'bytes.copy-hex',
      title: 'Copy the bytes as hex',
      group: 'Share',
      ...off,
      run: () => void take('hex'),
    },
  ])
  return { isAble: range !== undefined, copy: (as) => void take(as) }
}
