import type { Delivery } from './delivery.ts'
import type { Said, Sight } from './sight.ts'

/** The parts of a reply, as people call them. */
export const PARTS = {
  text: 'text',
  thoughts: 'thinking',
  calls: 'tool calls',
  finish: 'reason for the end',
  error: 'error',
} as const satisfies Record<keyof Said, string>

/** Statuses after which the vendors' libraries ask again by themselves, twice. */
const asksAgain = (status: number): boolean => [408, 409, 429].includes(status) || status >= 500

/** What the program gets, or which error by class and message, in one sentence. */
export function sentenceOf(
  { client, thrown, given, theirs, differs }: Omit<Sight, 'sentence'>,
  { status, isStream, type }: Delivery,
  retries = false,
): string {
  if (thrown) {
    const again = retries && asksAgain(status) ? ', once it has asked twice more' : ''
    const before =
      theirs && holdsSomething(theirs)
        ? `after it handed out ${listOf(theirs)}`
        : 'and the program gets no reply at all'
    return `${client} throws ${thrown.name} “${opening(thrown.message)}”${again}, ${before}.`
  }
  if (typeof given === 'string')
    return `${client} throws nothing: it gives its program the body as a string (${type}), which has none of the fields of an answer.`
  if (!theirs || !holdsSomething(theirs))
    return `${client} throws nothing: it gives its program ${isStream ? 'a stream without a single piece of an answer' : 'an object without an answer in it'}.`
  if (theirs.error !== null)
    return `${client} throws nothing: the program must look for the error “${opening(theirs.error)}” in what it gets.`
  const end = endOf(theirs)
  if (differs.length > 0)
    return `${client} gives its program other ${and(differs.map((key) => PARTS[key]))} than stood on the wire${end}.`
  return `${client} gives its program what stood on the wire: ${listOf(theirs)}${end}.`
}

const holdsSomething = ({ text, thoughts, calls, finish, error }: Said): boolean =>
  text !== '' || thoughts !== '' || calls.length > 0 || finish !== null || error !== null

function listOf({ text, thoughts, calls, finish, error }: Said): string {
  const said = [
    ...(thoughts === '' ? [] : ['thinking']),
    ...(text === '' ? [] : ['text']),
    ...(calls.length === 0 ? [] : [calls.length === 1 ? 'a call' : `${calls.length} calls`]),
    ...(finish ? [`${finish.field} “${finish.word}”`] : []),
    ...(error === null ? [] : ['an error']),
  ]
  return and(said)
}

/** Libraries put whole pages into their messages. */
const opening = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text)

/** A reply that just stops is no error to every library. */
const endOf = ({ finish, error }: Said): string =>
  finish || error !== null ? '' : ', and does not tell it that the end is missing'

const and = (words: readonly string[]): string => new Intl.ListFormat('en').format(words)
