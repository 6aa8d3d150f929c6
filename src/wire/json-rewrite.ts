import type { Json, JsonObject } from './json.ts'
import { deepEqual, isObject } from './json.ts'
import type { JsonMember, JsonNode } from './json-tree.ts'
import { jsonTree } from './json-tree.ts'
import type { TextEdit } from './text-edit.ts'

/** The edits that make a JSON text say another value, and leave alone how the rest of it is written. */
export function rewriteJson(text: string, target: Json): readonly TextEdit[] | undefined {
  const root = jsonTree(text)
  return root && rewrite({ text, isIndented: /[[{]\s*\n/.test(text) }, root, target)
}

interface Paper {
  readonly text: string
  readonly isIndented: boolean
}

function rewrite(paper: Paper, node: JsonNode, target: Json): readonly TextEdit[] {
  const { value, members } = node
  if (deepEqual(value, target)) return []
  if (members.length > 0 && isObject(value) && isObject(target) && hasSingleKeys(node) && !isEmpty(target))
    return rewriteMembers(paper, node, planOfObject(members, target))
  if (members.length > 0 && Array.isArray(value) && Array.isArray(target) && target.length > 0)
    return rewriteMembers(paper, node, planOfArray(members, target))
  return [{ start: node.start, end: node.end, text: spell(paper, target, node.start) }]
}

const isEmpty = (object: JsonObject): boolean => Object.keys(object).length === 0

/** Of a key that is there twice the last counts, and the first would be taken for it. */
const hasSingleKeys = ({ members }: JsonNode): boolean =>
  new Set(members.map(({ key }) => key)).size === members.length

/** What is to stand in a container: members that stay, with what they become, and new ones between them. */
type Planned =
  | { readonly member: JsonMember; readonly target: Json }
  | { readonly key?: string; readonly target: Json }

function planOfObject(members: readonly JsonMember[], target: JsonObject): readonly Planned[] {
  const plan: Planned[] = members
    .filter(({ key }) => Object.hasOwn(target, key as string))
    .map((member) => ({ member, target: target[member.key as string] as Json }))
  const keys = Object.keys(target)
  for (const [i, key] of keys.entries()) {
    if (members.some((member) => member.key === key)) continue
    const before = plan.findIndex((one) => keyOf(one) === keys[i - 1])
    plan.splice(before < 0 && i > 0 ? plan.length : before + 1, 0, { key, target: target[key] as Json })
  }
  return plan
}

const keyOf = (planned: Planned): string | undefined =>
  'member' in planned ? planned.member.key : planned.key

/** Beyond this, lists are not searched for what stayed in them. */
const MOST_SEARCHED = 600

function planOfArray(members: readonly JsonMember[], target: readonly Json[]): readonly Planned[] {
  const stays = longestCommon(members, target)
  const plan: Planned[] = []
  let at = 0
  let to = 0
  const between = (memberEnd: number, targetEnd: number) => {
    // What stands in the same place, and neither stayed, became the other.
    for (; to < targetEnd; to++) {
      const member = at < memberEnd && memberEnd - at <= targetEnd - to ? members[at++] : undefined
      plan.push(member ? { member, target: target[to] as Json } : { target: target[to] as Json })
    }
    at = memberEnd
  }
  for (const [memberAt, targetAt] of stays) {
    between(memberAt, targetAt)
    plan.push({ member: members[memberAt] as JsonMember, target: target[targetAt] as Json })
    at = memberAt + 1
    to = targetAt + 1
  }
  between(members.length, target.length)
  return plan
}

/** Pairs of places that say the same, both ascending; as many as can be. */
function longestCommon(
  members: readonly JsonMember[],
  target: readonly Json[],
): readonly (readonly [number, number])[] {
  const [rows, columns] = [members.length, target.length]
  if (Math.max(rows, columns) > MOST_SEARCHED) return []
  const same = members.map(({ node }) => target.map((one) => deepEqual(node.value, one)))
  const lengths = Array.from({ length: rows + 1 }, () => new Array<number>(columns + 1).fill(0))
  const at = (row: number, column: number): number => lengths[row]?.[column] ?? 0
  for (let row = rows - 1; row >= 0; row--)
    for (let column = columns - 1; column >= 0; column--)
      (lengths[row] as number[])[column] = same[row]?.[column]
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1))
  const pairs: [number, number][] = []
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (same[row]?.[column]) pairs.push([row++, column++])
    else if (at(row + 1, column) >= at(row, column + 1)) row++
    else column++
  }
  return pairs
}

function rewriteMembers(paper: Paper, node: JsonNode, plan: readonly Planned[]): readonly TextEdit[] {
  const { members } = node
  const kept = plan.flatMap((one) => ('member' in one ? [one.member] : []))
  const write = (one: Planned): string => {
    const key = keyOf(one)
    const from = members[0]?.start ?? node.start
    const value = copied(paper, node, one.target) ?? spell(paper, one.target, from)
    return key === undefined ? value : `${JSON.stringify(key)}${colonOf(paper, node)}${value}`
  }
  const comma = commaOf(paper, node)
  const first = members[0] as JsonMember
  const last = members.at(-1) as JsonMember
  if (kept.length === 0)
    return [{ start: first.start, end: last.node.end, text: plan.map(write).join(comma) }]
  const edits: TextEdit[] = [...removals(members, kept)]
  let behind: JsonMember | undefined
  for (const one of plan) {
    if ('member' in one) {
      behind = one.member
      edits.push(...rewrite(paper, one.member.node, one.target))
    } else if (behind) edits.push({ start: behind.node.end, end: behind.node.end, text: comma + write(one) })
    else edits.push({ start: first.start, end: first.start, text: write(one) + comma })
  }
  return edits
}

/** Members that go, each run of them with one comma. */
function removals(members: readonly JsonMember[], kept: readonly JsonMember[]): readonly TextEdit[] {
  const edits: TextEdit[] = []
  for (let at = 0; at < members.length; at++) {
    if (kept.includes(members[at] as JsonMember)) continue
    const from = at
    while (at + 1 < members.length && !kept.includes(members[at + 1] as JsonMember)) at++
    const before = members[from - 1]
    const after = members[at + 1]
    if (before) edits.push({ start: before.node.end, end: (members[at] as JsonMember).node.end, text: '' })
    else if (after) edits.push({ start: (members[from] as JsonMember).start, end: after.start, text: '' })
  }
  return edits
}

/** What only moves keeps its spelling. */
function copied({ text }: Paper, { members }: JsonNode, target: Json): string | undefined {
  const same = typeof target === 'object' && members.find(({ node }) => deepEqual(node.value, target))
  return same ? text.slice(same.node.start, same.node.end) : undefined
}

function commaOf({ text }: Paper, { start, members }: JsonNode): string {
  const [first, second] = members
  if (first && second) return text.slice(first.node.end, second.start)
  return `,${first ? text.slice(start + 1, first.start) : ''}`
}

function colonOf({ text }: Paper, { members: [first] }: JsonNode): string {
  const afterKey = first
    ? /^"(?:[^"\\]|\\.)*"(\s*:\s*)/.exec(text.slice(first.start, first.node.start))
    : null
  return afterKey?.[1] ?? ':'
}

/** As deep as the line on which it will stand, where the text is indented. */
function spell({ text, isIndented }: Paper, value: Json, at: number): string {
  if (!isIndented) return JSON.stringify(value)
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  const indent = /^\s*/.exec(line)?.[0] ?? ''
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`)
}
