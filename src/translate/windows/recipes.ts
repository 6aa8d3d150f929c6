import { dialectOf } from '../../dialects/catalogue.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { spelled } from '../../hub/text.ts'
import type { Json } from '../../wire/json.ts'
import { parseJson } from '../../wire/json.ts'
import { numbersAsWritten } from '../../wire/json-numbers.ts'
import type { HoleValue } from '../../wire/pattern.ts'
import type { Form } from '../form.ts'

/** How a line is put together of what stands in the holes of a form: `in ` 20 `, out ` 5. */
export interface Recipe {
  /** One more than holes. */
  readonly pieces: readonly string[]
  /** Places among the values. */
  readonly holes: readonly number[]
}

export const follow = ({ pieces, holes }: Recipe, values: readonly HoleValue[]): string =>
  pieces.reduce((line, piece, at) => `${line}${values[holes[at - 1] as number]}${piece}`)

/** What no stream says, so that it is known again in a line: numbers of which no sum or part is another. */
const TEXT = '<interlinear:text>'
const numberAt = (place: number): number => 700_000_019 + place * 13_000_027

/**
 * How the lines of a form's frames that are more than its text are put together, learnt from a frame that says what no other
 * would. Undefined where following that does not give the lines of a frame that is there: then each must be glossed.
 */
export function recipesOf(
  form: Form,
  dialect: DialectId,
  { values, lines }: { readonly values: readonly HoleValue[]; readonly lines: ReadonlySet<string> },
): readonly Recipe[] | undefined {
  const { pieces, holes } = form.pattern
  const probe = pieces.reduce((text, piece, i) => {
    const { isString, at } = holes[i - 1] ?? { isString: true, at: -1 }
    return text + (isString ? spelled(TEXT) : numberAt(at)) + piece
  })
  const parsed = parseJson(probe)
  if ('problem' in parsed) return undefined
  const places = new Map(holes.flatMap(({ isString, at }) => (isString ? [] : [[`${numberAt(at)}`, at]])))
  const recipes = dialectOf(dialect)
    .gloss(parsed.value as Json, form.event, numbersAsWritten(probe))
    .flatMap(({ value }) => recipeOf(value ?? '', places) ?? [])
  const made = new Set(recipes.map((recipe) => follow(recipe, values)))
  return made.size === lines.size && [...lines].every((line) => made.has(line)) ? recipes : undefined
}

const NUMBER = /(\d{9,})/

function recipeOf(line: string, places: ReadonlyMap<string, number>): Recipe | undefined {
  const cut = line.split(NUMBER)
  const holes = cut.filter((_, i) => i % 2 === 1).map((number) => places.get(number) ?? -1)
  if (holes.length === 0 || holes.includes(-1) || line.includes(TEXT)) return undefined
  return { pieces: cut.filter((_, i) => i % 2 === 0), holes }
}
