import { DIALECT_IDS, DIALECT_NAMES } from '../../hub/dialect.ts'
import { compareSides } from '../../inspect/compare/compare.ts'
import { sayHop } from '../../inspect/compare/sentence.ts'
import type { Finding, Place } from '../../inspect/finding.ts'
import type { Exchange } from '../../transcript/transcript.ts'
import { historyOf } from '../../translate/turns.ts'
import { curlAs } from '../curl-as.ts'
import { bodyBlock, frameText, leftOut, wordsOf } from './bodies.ts'
import { capturedWith } from './captured-with.ts'
import type { Case } from './case.ts'
import { cutWords, maskedWords } from './honesty.ts'
import type { Block } from './markdown.ts'
import { code, fenced, fitted, folded, prose } from './markdown.ts'

export interface IssueOptions {
  /** The smallest capture as a link; or why there is none, in one sentence. */
  readonly link: string | { readonly problem: string }
  /** Characters that the place takes where it will stand. */
  readonly limit?: number
}

/** The finding as an issue for who keeps the program at fault, in Markdown. */
export function writeIssue(one: Case, { link, limit }: IssueOptions): string {
  return fitted([...head(one), ...capture(one), ...correction(one), ...again(one), ...foot(one, link)], limit)
}

function head({ finding, whole }: Case): Block[] {
  const { rule, severity, message, consequence, clients = {}, otherSide, fix } = finding
  const stage = hopOf(finding, whole)
  const title = titleOf(message)
  const places = finding.places.map((place) => placeWords(place, whole.exchanges))
  const reactions = Object.entries(clients).map(([client, words]) => `- ${code(client)}: ${prose(words)}`)
  return [
    { text: `# ${prose(title)}` },
    { text: `${code(rule)}, ${severity}, in ${listOf(places)}` },
    ...(title === message ? [] : [{ text: prose(message) }]),
    { text: `**What comes of it.** ${prose(consequence)}` },
    ...(reactions.length > 0 ? [{ text: reactions.join('\n') }] : []),
    ...(stage === undefined ? [] : [{ text: `**Where it happened.** ${prose(stage)}` }]),
    ...(otherSide === undefined ? [] : [{ text: prose(otherSide) }]),
    { text: `**What mends it.** ${prose(fix)}` },
    ...known(finding),
  ]
}

/** Titles of issues are cut by who lists them: the whole sentence stands below. */
const titleOf = (message: string): string => (message.length > 180 ? `${message.slice(0, 180)}…` : message)

/** A short list; of a long one its head and how much of it is not told. */
function listOf(all: readonly string[]): string {
  const shown = all.slice(0, 6)
  const rest = all.length - shown.length
  return `${shown.join('; ')}${rest > 0 ? `; **and ${rest} places more, left out here**` : ''}.`
}

/** Frames count from 1, as on the screen. */
function placeWords({ exchange: id, half, frame, pointer }: Place, exchanges: readonly Exchange[]): string {
  const exchange = exchanges.find((one) => one.id === id)
  const where = [
    `the ${half} of ${id}${exchange ? wordsOf(exchange) : ''}`,
    ...(frame === undefined ? [] : [`frame ${frame + 1}`]),
    ...(pointer ? [code(pointer)] : []),
  ]
  return where.join(', ')
}

/** What both sides show, where they were captured: which stage did it. */
function hopOf({ places: [place] }: Finding, whole: Case['whole']): string | undefined {
  const hop = compareSides(whole).hops.find(
    ({ half, to, differences }) => half === place?.half && to === place.exchange && differences.length > 0,
  )
  return hop && sayHop(hop, 1)
}

function known({ fault, knownFault, references }: Finding): Block[] {
  const others = references.filter((one) => one !== knownFault?.issue)
  const { title, proof, mended, issue, alike = [] } = knownFault ?? {}
  return [
    ...(fault === undefined
      ? []
      : [
          {
            text: [
              `**Known fault.** ${code(fault)}${title === undefined ? '' : `: ${prose(title)} ${prose(proof ?? '')}`}`,
              ...(issue === undefined ? [] : [`Reported as ${issue}. ${prose(mended ?? '')}`]),
              ...(alike.length > 0
                ? [`Others give the same of this capture: ${alike.map(code).join(', ')}.`]
                : []),
            ].join('\n'),
          },
        ]),
    ...(others.length > 0 ? [{ text: `**See also** ${others.join(', ')}` }] : []),
  ]
}

function capture(one: Case): Block[] {
  const { transcript, finding } = one.smallest
  const [place] = finding.places
  const at = transcript.exchanges.find(({ id }) => id === place?.exchange)
  const frame = place?.frame === undefined || !at?.reply ? undefined : frameText(at.reply, place.frame)
  return [
    { text: '## The smallest capture that shows it' },
    ...cutWords(one).map((text) => ({ text })),
    ...(frame === undefined || place?.frame === undefined
      ? []
      : [
          {
            text: `Frame ${place.frame + 1} of the reply of ${place.exchange}, where it shows:\n\n${fenced(frame)}`,
            short: leftOut(`frame ${place.frame + 1} of the reply of ${place.exchange}`, frame.length),
          },
        ]),
    ...transcript.exchanges.flatMap((exchange) =>
      (['request', 'reply'] as const).flatMap((half) => {
        const body = exchange[half]?.body
        const status = half === 'reply' ? exchange.reply?.status : undefined
        const answered = status === undefined ? '' : `, HTTP ${status}`
        return body === undefined
          ? []
          : [bodyBlock(exchange, half, body, `The ${half} of ${exchange.id}${answered}`)]
      }),
    ),
  ]
}

function correction({ mended, finding }: Case): Block[] {
  const title = { text: '## What it should have been' }
  if (!mended)
    return [
      title,
      {
        text: 'What should have stood here cannot be told from this capture, so nothing is made up.',
      },
    ]
  const { exchange, half, after } = mended
  return [
    title,
    {
      text: `${prose(mended.title)} Tried: with it ${code(finding.rule)} is silent here, and no other rule finds an error.`,
    },
    bodyBlock(exchange, half, after, `The ${half} of ${exchange.id}, corrected`),
  ]
}

/** The request whose answer is at fault, or that is at fault itself, whole. */
function asked({ whole, finding }: Case): Exchange | undefined {
  const [place] = finding.places
  const own = whole.exchanges.find(({ id }) => id === place?.exchange)
  return own?.request ? own : whole.exchanges.find(({ side, request }) => request && side === own?.side)
}

function again(one: Case): Block[] {
  const exchange = asked(one)
  const title = { text: '## Ask again' }
  if (!exchange)
    return [title, { text: 'No request was captured, so there is no command to ask it again with.' }]
  const { dialect } = exchange
  const history = historyOf(one.whole, exchange)
  const ordered = [...(dialect ? [dialect] : []), ...DIALECT_IDS.filter((id) => id !== dialect)]
  return [
    title,
    { text: `The whole request of ${exchange.id}. Keys are variables of the shell.` },
    ...ordered.map((to): Block => {
      const command = curlAs(exchange, history, to)
      const name = to === dialect ? 'as captured' : `as ${DIALECT_NAMES[to].title}`
      if ('problem' in command) return { text: `${name}: ${prose(command.problem)}` }
      const text = fenced(command.text, 'sh')
      const short = leftOut(`the command ${name}`, command.text.length, CURL_ELSEWHERE)
      return { text: folded(`curl, ${name}`, text), short }
    }),
  ]
}

const CURL_ELSEWHERE = 'On the screen, the menu of the exchange copies it.'

function foot(one: Case, link: IssueOptions['link']): Block[] {
  const isLink = typeof link === 'string'
  return [
    ...capturedWith(one.whole),
    ...maskedWords(one).map((text) => ({ text })),
    { text: '## Open it' },
    isLink
      ? {
          text: `<${link}>\n\nThe smallest capture, in the link itself (${link.length.toLocaleString('en')} characters): no server has it.`,
          short: leftOut('the link that holds the smallest capture', link.length),
        }
      : { text: `> **Left out here: a link to the capture.** ${prose(link.problem)}` },
  ]
}
