import type { Cursor } from '../../hub/cursor.ts'
import { restore } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { leafBelow, made } from '../../hub/leaf.ts'
import type { Usage } from '../../hub/reply.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { DIALECT } from './words.ts'

/** The fields of `usageMetadata` so far: on Vertex, chunks in between hold some of them only. */
export type Counts = Record<string, Leaf>

export const COUNTS = [
  'promptTokenCount',
  'toolUsePromptTokenCount',
  'cachedContentTokenCount',
  'candidatesTokenCount',
  'thoughtsTokenCount',
  'totalTokenCount',
] as const

/** Takes one `usageMetadata` into the counts so far, and tells them the hub's way. anthropic-gemini.md §M.6. */
export function readUsage(metadata: Cursor, counts: Counts): Usage {
  for (const name of COUNTS) {
    const leaf = metadata.number(name)
    if (leaf) counts[name] = leaf
  }
  for (const [key, leaf] of metadata.rest(DIALECT)?.entries ?? []) {
    if (!(isCount(key) && numberOf(counts[key]))) counts[key] = leaf
  }
  return usageOf(counts)
}

/** The same, of which only what this chunk counts: a frame that is kept says nothing more. */
export function readUsageOfFrame(metadata: Cursor, counts: Counts): Usage {
  const now: Counts = {}
  for (const name of COUNTS) {
    const leaf = metadata.number(name)
    if (leaf) now[name] = counts[name] = leaf
  }
  for (const [key, leaf] of metadata.rest(DIALECT)?.entries ?? []) now[key] = leaf
  return usageOfFrame(now, counts)
}

/** What a chunk counts, by its own fields; the sums are made with those of the chunks before. */
export function usageOfFrame(now: Counts, counts: Counts): Usage {
  const whole = usageOf(counts)
  const hasToolUse = numberOf(counts.toolUsePromptTokenCount) !== undefined
  const entries = keptOf(now, hasToolUse, whole.reasoning !== undefined)
  const usage: Mutable<Usage> = { extras: { dialect: DIALECT, entries } }
  const { input, output, cacheRead, reasoning, total } = whole
  if (input && (numberOf(now.promptTokenCount) || numberOf(now.toolUsePromptTokenCount))) usage.input = input
  if (output && (numberOf(now.candidatesTokenCount) || numberOf(now.thoughtsTokenCount)))
    usage.output = output
  if (cacheRead && numberOf(now.cachedContentTokenCount)) usage.cacheRead = cacheRead
  if (reasoning && numberOf(now.thoughtsTokenCount)) usage.reasoning = reasoning
  if (total && numberOf(now.totalTokenCount)) usage.total = total
  if (whole.inputAudio && now.promptTokensDetails) usage.inputAudio = whole.inputAudio
  if (whole.outputAudio && now.candidatesTokensDetails) usage.outputAudio = whole.outputAudio
  return usage
}

const COUNT_SET: ReadonlySet<string> = new Set(COUNTS)
const isCount = (key: string): boolean => COUNT_SET.has(key)

/** The tokens of sound, in a list by medium; each entry knows its place. */
function audioIn(details: Leaf | undefined): Leaf<number> | undefined {
  if (!details || !Array.isArray(details.value)) return undefined
  const list = details.value as readonly Json[]
  const at = list.findIndex((one) => isObject(one) && one.modality === 'AUDIO')
  const entry = list[at]
  if (!isObject(entry) || typeof entry.tokenCount !== 'number') return undefined
  return leafBelow(leafBelow(details, at, entry), 'tokenCount', entry.tokenCount)
}

/** Tool use counts beside the prompt, thoughts beside the candidates: the hub has both inside. Runs on every chunk. */
export function usageOf(counts: Counts): Usage {
  const prompt = numberOf(counts.promptTokenCount)
  const toolUse = numberOf(counts.toolUsePromptTokenCount)
  const cacheRead = numberOf(counts.cachedContentTokenCount)
  const candidates = numberOf(counts.candidatesTokenCount)
  const reasoning = numberOf(counts.thoughtsTokenCount)
  const total = numberOf(counts.totalTokenCount)
  const input = toolUse ? sum(prompt, toolUse) : prompt
  // Some older models count thoughts among the candidates: their total tells.
  const isInclusive =
    candidates && (prompt?.value ?? 0) + (toolUse?.value ?? 0) + candidates.value === total?.value
  const output = reasoning && !isInclusive ? sum(candidates, reasoning) : candidates
  const usage: Mutable<Usage> = {
    extras: { dialect: DIALECT, entries: keptOf(counts, toolUse !== undefined, reasoning !== undefined) },
  }
  if (input) usage.input = input
  if (output) usage.output = output
  if (cacheRead) usage.cacheRead = cacheRead
  if (reasoning) usage.reasoning = reasoning
  if (total) usage.total = total
  const inputAudio = audioIn(counts.promptTokensDetails)
  const outputAudio = audioIn(counts.candidatesTokensDetails)
  if (inputAudio) usage.inputAudio = inputAudio
  if (outputAudio) usage.outputAudio = outputAudio
  return usage
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** What the sums do not give back: the addends, and all that is no count. */
function keptOf(counts: Counts, hasToolUse: boolean, hasReasoning: boolean): Entry[] {
  const kept: Entry[] = []
  for (const key in counts) {
    const leaf = counts[key]
    if (!leaf) continue
    const isAddend =
      (hasToolUse && (key === 'promptTokenCount' || key === 'toolUsePromptTokenCount')) ||
      (hasReasoning && key === 'candidatesTokenCount')
    if (isAddend || !isCount(key) || !numberOf(leaf)) kept.push([key, leaf])
  }
  return kept
}

type Entry = readonly [key: string, value: Leaf]

const numberOf = (leaf: Leaf | undefined): Leaf<number> | undefined =>
  typeof leaf?.value === 'number' ? (leaf as Leaf<number>) : undefined

const sum = (left: Leaf<number> | undefined, right: Leaf<number> | undefined): Leaf<number> =>
  made((left?.value ?? 0) + (right?.value ?? 0), 'sum-usage', left, right)

/** The counts that a sum was made of stand in the extras, where Gemini itself gave them. */
export function writeUsage(usage: Usage): WrittenObject {
  const isHome = usage.extras?.dialect === DIALECT
  const own = restore(usage.extras, DIALECT)
  const counts: WrittenObject = {
    promptTokenCount: own.toolUsePromptTokenCount === undefined ? usage.input : undefined,
    cachedContentTokenCount: usage.cacheRead,
    candidatesTokenCount: isHome && usage.reasoning ? undefined : withoutReasoning(usage),
    thoughtsTokenCount: usage.reasoning,
    totalTokenCount:
      usage.total ?? (isHome || !(usage.input || usage.output) ? undefined : sum(usage.input, usage.output)),
  }
  if (!isHome) return { ...counts, ...detailsOf(usage) }
  // Nothing is copied where nothing is kept: Gemini counts with every chunk.
  return usage.extras.entries.length > 0 ? { ...counts, ...own } : counts
}

function detailsOf({ inputAudio, outputAudio }: Usage): WrittenObject {
  const audio = (tokenCount: Leaf<number> | undefined): Written =>
    tokenCount && [{ modality: 'AUDIO', tokenCount }]
  return { promptTokensDetails: audio(inputAudio), candidatesTokensDetails: audio(outputAudio) }
}

function withoutReasoning({ output, reasoning }: Usage): Leaf<number> | undefined {
  if (!output || !reasoning?.value) return output
  return made(Math.max(0, output.value - reasoning.value), 'split-usage', output, reasoning)
}
