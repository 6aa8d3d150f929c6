// How a question is asked once more: of a worker that knows nothing of what an earlier one was told.
import { isObject } from '../../wire/json.ts'
import type { Input } from '../answers/opened.ts'
import type { AskName, Asks } from '../protocol.ts'

export interface Question {
  readonly name: AskName
  readonly ask: object
  readonly transfer: Transferable[]
}

export type Recipe = () => Promise<Question>

/** Files are read again from where they lie: their bytes went to the worker. */
export function recipeFor<N extends AskName>(name: N, ask: Asks[N]['ask']): Recipe {
  if (!('inputs' in ask)) return () => Promise.resolve({ name, ask, transfer: [] })
  // The buffers themselves must not be held: they are empty once they were handed over.
  const inputs = ask.inputs.map(({ content, ...rest }) =>
    typeof content === 'string' ? { ...rest, content } : rest,
  )
  return async () => {
    const read = await Promise.all(inputs.map(readAgain))
    const transfer = read.flatMap(({ content }) => (typeof content === 'string' ? [] : [content]))
    return { name, ask: { inputs: read }, transfer }
  }
}

async function readAgain(input: Omit<Input, 'content'> & { readonly content?: string }): Promise<Input> {
  const { content, file } = input
  if (content !== undefined) return { ...input, content }
  const bytes = await file?.arrayBuffer().catch(() => undefined)
  if (bytes) return { ...input, content: bytes }
  throw new Error(`${input.name ?? 'What was given'} can no longer be read from where it lay: open it again.`)
}

/** The transcript that a question is about, by its key. */
export const keyIn = (ask: object): string | undefined =>
  'key' in ask && typeof ask.key === 'string' ? ask.key : undefined

/** The transcript that an answer has opened, by its key. */
export function openedIn(answer: unknown): string | undefined {
  if (!isObject(answer)) return undefined
  const opened = isObject(answer.opened) ? answer.opened : answer
  return typeof opened.key === 'string' && Array.isArray(opened.exchanges) ? opened.key : undefined
}

const WORK: Readonly<Partial<Record<AskName, string>>> = {
  open: 'while it read what you gave',
  sample: 'while it opened a case',
  follow: 'while it opened a link',
  example: 'while it opened an example',
  edit: 'while it read what you typed',
  rows: 'while it set rows beside each other',
  assembled: 'while it put the reply together',
  client: 'while a vendor’s library read the reply',
  link: 'while it packed a link',
  masks: 'while it looked for keys',
  report: 'while it cut a capture down',
}

/** The death of the worker in a sentence: what it was at, and what it said itself. */
export function sentenceOfDeath(name: AskName | undefined, why: string): string {
  const at = name ? ` ${WORK[name] ?? 'at its work'}` : ''
  const because = why === '' ? 'The browser gave no reason; most often it is memory' : firstUpper(why)
  return `The engine stopped${at}. ${because}. It was started again, and what is open stays open.`
}

const firstUpper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, '')
