import type { Leaf, Written } from '../../hub/leaf.ts'
import type { News } from './news.ts'
import { hint } from './places.ts'
import type { Fields } from './tree.ts'
import { lay } from './tree.ts'

/**
 * What a whole response has that no chunk can say, as keys beside the fields of its first chunk: a place by its JSON pointer,
 * choices by their numbers. At home the assembler takes them from there; no server has keys with a space.
 */
const HAS = 'whole '
const LACKS = 'whole without '

/** A value in the form of a whole response. */
export const wholeHas = (pointer: string, leaf: Leaf): News => ({ place: HAS + pointer, leaf })

/** A field that whole responses always have, and this one has not. */
export const wholeLacks = (pointer: string): News => ({ place: LACKS + pointer, leaf: hint(true) })

/** The response without these keys, and with what they say at its places. `numbers`: of the choices, in their order. */
export function layForm(response: Fields, numbers: readonly string[]): Fields {
  for (const key of Object.keys(response).filter((one) => one.startsWith(HAS))) {
    const value = response[key]
    delete response[key]
    const isLack = key.startsWith(LACKS)
    const pointer = key.slice(isLack ? LACKS.length : HAS.length)
    const [, number = '', below = ''] = /^\/choices\/(\d+)(\/.*)$/.exec(pointer) ?? []
    const position = numbers.indexOf(number)
    if (position >= 0) lay(response, `/choices/${position}${below}`, isLack ? undefined : (value as Written))
  }
  return response
}
