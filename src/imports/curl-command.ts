import type { CapturedRequest, Header } from '../transcript/transcript.ts'
import { base64Of } from '../wire/base64.ts'
import { LONG_WITH_VALUE, SHORT_NAMES, SHORT_WITH_VALUE } from './curl-options.ts'
import type { ShellWord } from './curl-words.ts'
import { readCommand } from './curl-words.ts'
import type { Note } from './report.ts'

export interface CurlCommand {
  readonly request: CapturedRequest
  readonly notes: readonly Note[]
  /** UTF-16 offset after the command. */
  readonly end: number
}

/** A command at the start of a line, perhaps behind a prompt. */
export const CURL_START = /^[ \t]*(?:[$#%>][ \t]+|PS [^\n>]*>[ \t]*)?curl(?:\.exe)?(?=[ \t\\^`])/m

/** What the words of a command come to. */
interface Gathered {
  method: string
  url: string
  headers: Header[]
  data: string[]
  isJson: boolean
  isGet: boolean
  notes: Note[]
}

/** The request a command sends; `from` is where the word curl starts. */
export function readCurl(text: string, from: number): CurlCommand {
  const command = readCommand(text, from)
  const gathered: Gathered = {
    method: '',
    url: '',
    headers: [],
    data: [],
    isJson: false,
    isGet: false,
    notes: [],
  }
  for (let i = 1; i < command.words.length; ) i = takeOption(gathered, command.words, i)
  const { start, end } = { start: from, end: command.end }
  if (command.isOpen)
    gathered.notes.push({
      severity: 'warning',
      sentence: 'A quote in the curl command is never closed.',
      start,
      end,
    })
  if (command.words.some((word) => word.isRepaired)) {
    const sentence =
      'The quotes in the curl command do not match (an apostrophe in the body, or a body as Python prints it?): the body was read as the value it is.'
    gathered.notes.push({ severity: 'warning', sentence, start, end })
  }
  return { request: finish(gathered), notes: gathered.notes, end }
}

function takeOption(gathered: Gathered, words: readonly ShellWord[], at: number): number {
  const { value: word } = words[at] as ShellWord
  if (word.startsWith('--')) {
    const [name = '', given] = word.slice(2).split(/=([\s\S]*)/, 2)
    const takesValue = LONG_WITH_VALUE.has(name) && given === undefined
    const value = takesValue ? words[at + 1] : words[at]
    if (value) apply(gathered, name, given ?? value.value, value)
    return at + (takesValue ? 2 : 1)
  }
  if (word.length < 2 || word[0] !== '-') {
    if (word !== '' && gathered.url === '') gathered.url = word
    return at + 1
  }
  // Short options may stand together, the last one with its value: `-sSXPOST`.
  for (let i = 1; i < word.length; i++) {
    const letter = word[i] as string
    const name = SHORT_NAMES[letter]
    if (!SHORT_WITH_VALUE.has(letter)) {
      if (name) apply(gathered, name, '', words[at] as ShellWord)
      continue
    }
    const rest = word.slice(i + 1)
    const value = rest === '' ? words[at + 1] : words[at]
    if (name && value) apply(gathered, name, rest === '' ? value.value : rest, value)
    return at + (rest === '' ? 2 : 1)
  }
  return at + 1
}

type Apply = (gathered: Gathered, value: string, word: ShellWord) => void

const OPTIONS: Readonly<Record<string, Apply>> = {
  request(gathered, value) {
    gathered.method = value.toUpperCase()
  },
  url(gathered, value) {
    gathered.url = value
  },
  header: takeHeader,
  data: takeData,
  'data-ascii': takeData,
  'data-binary': takeData,
  'data-urlencode': takeData,
  'data-raw': (gathered, value) => void gathered.data.push(value),
  json(gathered, value, word) {
    gathered.isJson = true
    takeData(gathered, value, word)
  },
  user: (gathered, value) => void gathered.headers.push(['Authorization', `Basic ${base64Of(value)}`]),
  'oauth2-bearer': (gathered, value) => void gathered.headers.push(['Authorization', `Bearer ${value}`]),
  'user-agent': (gathered, value) => void gathered.headers.push(['User-Agent', value]),
  referer: (gathered, value) => void gathered.headers.push(['Referer', value]),
  cookie: (gathered, value) => void gathered.headers.push(['Cookie', value]),
  get(gathered) {
    gathered.isGet = true
  },
  head(gathered) {
    gathered.method ||= 'HEAD'
  },
  form(gathered, value, word) {
    remark(gathered, `The form field "${value}" was not taken over: a form is no JSON body.`, word)
  },
}

function apply(gathered: Gathered, name: string, value: string, word: ShellWord): void {
  if (Object.hasOwn(OPTIONS, name)) OPTIONS[name]?.(gathered, value, word)
}

const remark = (gathered: Gathered, sentence: string, { start, end }: ShellWord): void =>
  void gathered.notes.push({ severity: 'warning', sentence, start, end })

function takeHeader(gathered: Gathered, value: string, word: ShellWord): void {
  const colon = value.search(/[:;]/)
  if (colon <= 0)
    remark(gathered, `The header "${value}" was not taken over: it names a file or has no value.`, word)
  else gathered.headers.push([value.slice(0, colon).trim(), value.slice(colon + 1).trim()])
}

function takeData(gathered: Gathered, value: string, word: ShellWord): void {
  if (value.startsWith('@')) {
    const where = value === '@-' ? 'standard input' : `the file ${value.slice(1)}`
    remark(gathered, `The body is in ${where}, which is not in the paste: paste or drop it too.`, word)
  } else gathered.data.push(value)
}

function finish(gathered: Gathered): CapturedRequest {
  const { data, headers, isGet, isJson } = gathered
  // Pieces of --json are joined without a separator, those of --data with one.
  const body = data.join(isJson ? '' : '&')
  const has = (name: string): boolean => headers.some(([key]) => key.toLowerCase() === name)
  if (isJson && !has('content-type')) headers.push(['Content-Type', 'application/json'])
  if (isJson && !has('accept')) headers.push(['Accept', 'application/json'])
  return {
    method: gathered.method || (body !== '' && !isGet ? 'POST' : 'GET'),
    ...(gathered.url === '' ? {} : { url: gathered.url }),
    ...(headers.length === 0 ? {} : { headers }),
    body,
  }
}
