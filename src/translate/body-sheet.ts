import type { DialectId } from '../hub/dialect.ts'
import type { Leaf, Origin, Written } from '../hub/leaf.ts'
import { bare, isLeaf } from '../hub/leaf.ts'
import { textOfLeaf } from '../hub/text.ts'
import type { Json } from '../wire/json.ts'
import { atPointer, isObject, leafPointers, pointerStep } from '../wire/json.ts'
import type { Entry } from '../wire/json-entries.ts'
import { jsonEntries } from '../wire/json-entries.ts'
import { jsonText } from '../wire/json-numbers.ts'
import { BrokenLanes, NO_SUMMARY } from './broken-lanes.ts'
import { atomOf, lostAtom, mapLanes, missedOf, summarise } from './lane-cells.ts'
import type { Atom, Cell, LaneSummary, Row, Sheet } from './lanes.ts'
import type { Body } from './origins.ts'
import { originOf, shortLeaf, shortValue, shortValueAt } from './origins.ts'
import type { Translation } from './translate.ts'
import { accountFor } from './translate.ts'

interface Lane {
  /** Atoms by the index of the source entry they belong to; what belongs to none stands behind the last. */
  readonly atoms: readonly (readonly Atom[])[]
  /** For a row of which nothing is written: why it is not missed (it stands in the URL, it only frames). */
  readonly whys: ReadonlyMap<number, string>
  readonly summary: LaneSummary
}

const NO_LANE: Lane = { atoms: [], whys: new Map(), summary: NO_SUMMARY }

export interface SheetBody extends Body {
  readonly json: Json
}

/** One whole body in all lanes: a row for each entry of the source, and one for what was added to all of it. */
export function bodySheet(
  text: string,
  dialect: DialectId,
  body: SheetBody,
  /** May throw in one lane: the others stand. */
  translate: (to: DialectId) => Translation,
): Sheet {
  const entries = jsonEntries(text)
  const broken = new BrokenLanes()
  const translations = mapLanes((to) => broken.attempt(to, () => translate(to), undefined))
  const lanes = mapLanes((to) => {
    const translation = translations[to]
    return broken.attempt(to, () => (translation ? laneOf(translation, body, entries) : NO_LANE), NO_LANE)
  })
  const tracked = new Set(
    Object.values(translations)
      .flatMap((translation) => placed(translation?.written).flatMap(({ leaf }) => leaf?.from ?? []))
      .map(({ pointer }) => pointer),
  )
  const rows = entries.map(
    (entry, index): Row => ({
      index,
      ...entry,
      source: { atoms: sourceAtoms(body, entry.pointer, tracked) },
      lanes: mapLanes((to) =>
        broken.cell(to, () => cellOf(lanes[to].atoms[index] ?? [], lanes[to].whys.get(index))),
      ),
    }),
  )
  const hasMore = Object.values(lanes).some(({ atoms }) => (atoms[entries.length] ?? []).length > 0)
  if (hasMore) rows.push(addedRow(entries.length, lanes, broken))
  return { dialect, rows, lanes: mapLanes((to) => lanes[to].summary) }
}

const IN_ANOTHER_ROW = 'Nothing of this is said here: it is part of another row.'

const cellOf = (atoms: readonly Atom[], why = IN_ANOTHER_ROW): Cell =>
  atoms.length > 0 ? { atoms } : { atoms, empty: { code: 'silent', why } }

const addedRow = (index: number, lanes: Readonly<Record<DialectId, Lane>>, broken: BrokenLanes): Row => ({
  index,
  start: 0,
  end: 0,
  source: {
    atoms: [],
    empty: { code: 'silent', why: 'Not in the source: the dialects demand it.' },
  },
  lanes: mapLanes((to) => broken.cell(to, () => cellOf(lanes[to].atoms[index] ?? [], 'Nothing added here.'))),
})

interface Placed {
  readonly pointer: string
  readonly leaf?: Leaf
  readonly value: Json
}

/** All values of a written tree with their pointers. */
function placed(tree: Written, pointer = ''): Placed[] {
  if (tree === undefined) return []
  if (isLeaf(tree)) return [{ pointer, leaf: tree as Leaf, value: tree.value as Json }]
  if (typeof tree !== 'object' || tree === null) return [{ pointer, value: tree }]
  const list = Array.isArray(tree)
  const found = Object.entries(tree).flatMap(([key, value]) =>
    placed(value as Written, pointer + pointerStep(list ? Number(key) : key)),
  )
  return found.length === 0 ? [{ pointer, value: list ? [] : {} }] : found
}

function laneOf(translation: Translation, body: SheetBody, entries: readonly Entry[]): Lane {
  const { written, steps, generation } = translation
  const accounting = accountFor(body.json, translation, body.numbers)
  const rowAt = rowFinder(entries)
  const atoms: Atom[][] = Array.from({ length: entries.length + 1 }, () => [])
  // What has no origin stands beside its neighbours: with the entry of the output that it belongs to.
  const rowOfEntry = new Map<string, number>()
  const values = placed(written)
  const output = bare(written)
  for (const { pointer, leaf } of values) {
    const row = leaf?.from.map(rowAt).find((found) => found !== undefined)
    if (row !== undefined && !rowOfEntry.has(entryOf(pointer))) rowOfEntry.set(entryOf(pointer), row)
  }
  for (const { pointer, leaf, value } of values) {
    const row =
      leaf?.from.map(rowAt).find((found) => found !== undefined) ??
      rowOfEntry.get(entryOf(pointer)) ??
      entries.length
    const atom = atomOf(
      {
        word: wordOf(pointer),
        value: leaf ? shortLeaf(leaf) : shortValue(value),
        hue: hueOf(output, pointer),
        pointer,
      },
      leaf ? [leaf] : [],
    )
    atoms[row]?.push(withMark(atom, body, leaf))
  }
  for (const lost of missedOf(accounting.lost))
    atoms[rowAt(lost.origin) ?? entries.length]?.push(lostAtom(lost, body))
  const whys = new Map<number, string>()
  for (const { from, why } of accounting.lost) {
    const row = rowAt(originOf(from))
    if (row !== undefined && !whys.has(row)) whys.set(row, why)
  }
  return {
    atoms,
    whys,
    summary: { ...summarise(accounting, steps, body), ...(generation ? { generation } : {}) },
  }
}

/** A respelled word or number is changed too, though no step did it. */
function withMark(atom: Atom, { json, numbers }: SheetBody, leaf: Leaf | undefined): Atom {
  const [origin] = atom.from
  if (atom.mark || !origin || !leaf) return atom
  const source = atPointer(json, origin.pointer)
  const isSame = source !== undefined && jsonText(source, numbers, origin.pointer) === textOfLeaf(leaf)
  return isSame ? atom : { ...atom, mark: 'changed', step: 'spell' }
}

function rowFinder(entries: readonly Entry[]): (origin: Origin) => number | undefined {
  const rows = new Map(entries.map(({ pointer }, index) => [pointer, index]))
  return ({ pointer }) => {
    const [, first = '', second = ''] = pointer.split('/')
    return rows.get(`/${first}/${second}`) ?? rows.get(`/${first}`)
  }
}

/** `/messages/3/content/0/text` → `/messages/3` */
const entryOf = (pointer: string): string => pointer.split('/').slice(0, 3).join('/')

/** The pointer without the entry's own place, as people write paths. */
function wordOf(pointer: string): string {
  const steps = pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return steps.map((step, i) => (/^\d+$/.test(step) ? `[${step}]` : i === 0 ? step : `.${step}`)).join('')
}

const HUES: readonly (readonly [RegExp, Atom['hue']])[] = [
  [/reasoning|thinking|thought|signature|encrypted/i, 'reasoning'],
  [/tool|function|call|arguments|args/i, 'call'],
  [/usage|tokens\b|TokenCount/i, 'usage'],
  [/finish|stop_reason|status/i, 'finish'],
  [/error/i, 'error'],
  [/text|content|system|instructions|parts/i, 'text'],
]

/** What a value belongs to, by its own path and by what the objects around it call themselves (`type`, `role`). */
function hueOf(body: Json, pointer: string): Atom['hue'] {
  // Gemini’s name for messages says nothing of what is in them.
  const words = [pointer.replace(/^\/contents\b/, '')]
  for (let end = pointer.lastIndexOf('/'); end > 0; end = pointer.lastIndexOf('/', end - 1)) {
    const around = atPointer(body, pointer.slice(0, end))
    if (isObject(around)) words.push(String(around.type ?? ''), around.role === 'tool' ? 'tool' : '')
  }
  const text = words.join(' ')
  return HUES.find(([pattern]) => pattern.test(text))?.[1] ?? 'frame'
}

/** The values of an entry as the readers took them: a schema that travels whole is one line. */
function sourceAtoms(body: SheetBody, entry: string, tracked: ReadonlySet<string>): Atom[] {
  const { json } = body
  const value = atPointer(json, entry)
  if (value === undefined) return []
  const lines = new Set(leafPointers(value).map((below) => takenAt(entry + below, entry, tracked)))
  return [...lines].map((pointer) => ({
    word: wordOf(pointer),
    value: shortValueAt(body, pointer),
    hue: hueOf(json, pointer),
    pointer,
    from: [{ pointer }],
  }))
}

function takenAt(leaf: string, entry: string, tracked: ReadonlySet<string>): string {
  for (
    let pointer = leaf;
    pointer.length >= entry.length && pointer !== '';
    pointer = pointer.slice(0, pointer.lastIndexOf('/'))
  )
    if (tracked.has(pointer)) return pointer
  return leaf
}
