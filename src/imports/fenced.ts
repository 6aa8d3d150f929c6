import { readErrorWords } from './error-words.ts'
import type { Draft, Format, RecogniseDialect } from './format.ts'
import { NOT_MINE } from './format.ts'
import { isLitellmLog, readLitellmLog } from './logs/litellm/debug-log.ts'
import { readPieces } from './pieces.ts'
import type { Note } from './report.ts'

const OPENING = /^[ \t>]*(`{3,}|~{3,})[ \t]*([\w+-]*)[^\n`]*$/gm

interface Block {
  readonly language: string
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Text of an issue or a chat with fenced code blocks in it. https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
export const fenced: Format = {
  id: 'fenced',
  title: 'Text with code blocks',
  recognise({ head }) {
    const first = head.search(/^[ \t>]*(?:`{3}|~{3})/m)
    if (first === -1) return NOT_MINE
    // A body may hold a fence in a string, but then its first line is no prose.
    return {
      score: first === 0 ? 0.9 : /^[{[]/.test(head) ? 0.1 : 0.7,
      reasons: ['it holds fenced code blocks'],
    }
  },
  read({ text }, recogniseDialect) {
    const blocks = blocksOf(text)
    const found = blocks.map((block) => readBlock(block, recogniseDialect))
    const exchanges = withProse(join(found.flatMap((reading) => reading.exchanges)), proseOf(text, blocks))
    const used = found.filter((reading) => reading.exchanges.length > 0).length
    const plural = blocks.length === 1 ? 'the code block' : `${used} of ${blocks.length} code blocks`
    const taken: Note = {
      severity: 'info',
      sentence: `Taken from ${plural}; the text around them was left out.`,
      start: 0,
      end: text.length,
    }
    const what =
      exchanges.length === 0
        ? {}
        : {
            what: `${exchanges.length === 1 ? 'one exchange' : `${exchanges.length} exchanges`} from ${plural}`,
          }
    return {
      exchanges,
      notes: [...(used > 0 ? [taken] : []), ...found.flatMap((reading) => reading.notes)],
      ...what,
    }
  },
}

/** A block that holds only words is skipped: its notes would be about each line of a log. */
function readBlock(
  block: Block,
  recogniseDialect: RecogniseDialect,
): { exchanges: readonly Draft[]; notes: readonly Note[] } {
  const read = isLitellmLog(block.text) ? readLitellmLog : readPieces
  const reading = read(block.text, recogniseDialect)
  if (reading.exchanges.length === 0) {
    const named = block.language === '' ? 'A code block' : `The ${block.language} block`
    return {
      exchanges: [],
      notes: [
        {
          severity: 'info',
          sentence: `${named} holds no traffic and was left out.`,
          start: block.start,
          end: block.end,
        },
      ],
    }
  }
  const notes = reading.notes.map((note) => ({
    ...note,
    ...(note.start === undefined ? {} : { start: note.start + block.start }),
    ...(note.end === undefined ? {} : { end: note.end + block.start }),
  }))
  return { exchanges: reading.exchanges, notes }
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  OPENING.lastIndex = 0
  for (let open = OPENING.exec(text); open; open = OPENING.exec(text)) {
    const start = Math.min(text.length, open.index + open[0].length + 1)
    const fence = open[1] as string
    const closing = new RegExp(`^[ \\t>]*${fence[0]}{${fence.length},}[ \\t\\r]*$`, 'gm')
    closing.lastIndex = start
    const close = closing.exec(text)
    const end = close?.index ?? text.length
    blocks.push({ language: open[2] ?? '', text: text.slice(start, end), start, end })
    OPENING.lastIndex = close ? close.index + close[0].length : text.length
  }
  return blocks
}

const proseOf = (text: string, blocks: readonly Block[]): string =>
  blocks.reduceRight((rest, { start, end }) => `${rest.slice(0, start)}\n${rest.slice(end)}`, text)

/** An error that the text around the blocks tells is the reply of the request that has none. */
function withProse(drafts: readonly Draft[], prose: string): readonly Draft[] {
  const open = drafts.findLastIndex(({ request, reply }) => request !== undefined && reply === undefined)
  const reply = open < 0 ? undefined : readErrorWords(prose)?.reply
  return reply ? drafts.map((draft, index) => (index === open ? { ...draft, reply } : draft)) : drafts
}

/** A request in one block and its reply in the next are one exchange; an error of no dialect may also stand before its request. */
function join(drafts: readonly Draft[]): Draft[] {
  const joined: Draft[] = []
  for (const draft of drafts) {
    const last = joined.at(-1)
    const continues = last?.request && !last.reply && draft.reply && !draft.request
    const isExplained = last?.reply && !last.request && !last.dialect && draft.request && !draft.reply
    if (continues) joined[joined.length - 1] = { ...draft, ...last, reply: draft.reply }
    else if (isExplained) joined[joined.length - 1] = { ...draft, reply: last.reply }
    else joined.push(draft)
  }
  return joined
}
