import { shortValue } from '../../translate/origins.ts'
import type { Json } from '../../wire/json.ts'
import type { Pair } from './align.ts'
import type { Unit } from './units.ts'

const quoted = (value: Json): string =>
  typeof value === 'string' ? `“${shortValue(value)}”` : shortValue(value)

/** A thing that was said, as a person would name it. */
export function nameOf({ kind, name, value }: Unit): string {
  switch (kind) {
    case 'call':
      return `the call ${name}`
    case 'result':
      return name === undefined ? 'a result' : `the result of ${name}`
    case 'tool':
      return `the tool ${name}`
    case 'finish':
      return `the finish reason ${value}`
    case 'id':
      return `a second id, ${quoted(value)}`
    case 'results-together':
      return `the results of ${value} in one turn`
    case 'constant-id':
      return `the id ${quoted(value)}, which that gateway gives to every reply`
    case 'early-finish':
      return `the finish reason ${value} before the reply was over`
    case 'media':
      return `${value === 'file' ? 'a' : 'an'} ${value}`
    default:
      return value === '' ? `an empty block of ${kind}` : `the ${kind} ${quoted(value)}`
  }
}

/** What became of it, as the end of a sentence that begins with who did it. */
export function deedOf(pair: Pair, expected: readonly Unit[], actual: readonly Unit[]): string {
  const should = 'expected' in pair ? (expected[pair.expected] as Unit) : undefined
  const is = 'actual' in pair ? (actual[pair.actual] as Unit) : undefined
  if (should && is && pair.kind === 'changed') return changeOf(should, is)
  const name = nameOf((should ?? is) as Unit)
  if (pair.kind === 'lost' && should?.kind === 'results-together')
    return `set the results of ${should.value} apart, each in a turn of its own`
  const deeds = {
    lost: `lost ${name}`,
    invented: is?.kind === 'constant-id' ? `gave it ${name}` : `added ${name}, which nobody said`,
    doubled: `said ${name} twice`,
    moved: `moved ${name} to another place`,
  } as const
  return pair.kind === 'same' || pair.kind === 'changed' ? `left ${name} as it was` : deeds[pair.kind]
}

function changeOf(should: Unit, is: Unit): string {
  if (should.role !== is.role)
    return `gave ${nameOf(should)} ${is.role ? `the role ${is.role}` : 'no role'} in place of ${should.role || 'none'}`
  if (should.name !== is.name) return `made ${nameOf(is)} out of ${nameOf(should)}`
  if (should.kind === 'call')
    return `changed the arguments of ${nameOf(should)} from ${quoted(should.value)} to ${quoted(is.value)}`
  if (should.kind === 'finish') return `made the finish reason ${is.value} out of ${should.value}`
  return textChange(should, is)
}

function textChange(should: Unit, is: Unit): string {
  const [before, after] = [should.value, is.value]
  if (typeof before === 'string' && typeof after === 'string' && after !== '') {
    if (before.endsWith(after))
      return `lost the beginning of the ${should.kind}, ${quoted(before.slice(0, before.length - after.length))}`
    if (before.startsWith(after))
      return `lost the end of the ${should.kind}, ${quoted(before.slice(after.length))}`
  }
  return after === '' ? `emptied ${nameOf(should)}` : `changed ${nameOf(should)} to ${quoted(after)}`
}
