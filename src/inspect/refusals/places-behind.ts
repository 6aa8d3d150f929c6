import type { DialectId } from '../../hub/dialect.ts'
import { translateRequest } from '../../translate/translate.ts'
import type { Json } from '../../wire/json.ts'
import type { Scene } from '../evidence.ts'
import { gatherScenes } from '../evidence.ts'
import type { Rule } from '../rule.ts'
import { pointersNamed } from './error-places.ts'

/**
 * Words of another dialect’s server, as a gateway passes them on to its client: they speak of the request that the gateway made.
 * Where in the client’s own stands what they mean.
 */
export function pointersBehind(scene: Scene, texts: readonly string[], rule: Rule): string[] {
  const { request, dialect } = scene
  const to = serverOf(dialect, texts, rule)
  if (!request || !dialect || !to) return []
  const asRead = pointersAs(scene, to, rule)
  return asRead.length > 0 ? asRead : pointersThrough(request.json, { from: dialect, to }, texts)
}

/** Whose words they are, where that is another dialect than the client speaks. */
function serverOf(
  dialect: DialectId | undefined,
  texts: readonly string[],
  { dialects }: Rule,
): DialectId | undefined {
  if (dialects && dialect && !dialects.includes(dialect)) return dialects[0]
  const spoken = PATHS.find(([, path]) => texts.some((text) => path.test(text)))?.[0]
  return spoken === dialect ? undefined : spoken
}

/** How each server writes a place. Chat's `messages[0]` is written by too many. */
const PATHS: readonly (readonly [DialectId, RegExp])[] = [
  ['gemini', /\bcontents\[\d+\]|function_declarations\[/],
  ['anthropic-messages', /\bmessages\.\d+\.content\.\d+/],
  ['openai-responses', /\binput\[\d+\]/],
]

/** Chat and Messages share much of their form: what looks like the one may be the other. */
function pointersAs({ exchange }: Scene, dialect: DialectId, { find }: Rule): string[] {
  const [as] = gatherScenes({ version: 1, exchanges: [{ ...exchange, dialect }] })
  if (!as) return []
  return find(as).flatMap(({ places: [place] }) =>
    place?.half === 'request' && place.pointer !== undefined ? [place.pointer] : [],
  )
}

/** The request as we translate it has the place; what stands there came from somewhere. */
function pointersThrough(
  request: Json,
  route: { readonly from: DialectId; readonly to: DialectId },
  texts: readonly string[],
): string[] {
  const { body, accounting } = translateRequest(request, route)
  const arrived = [...accounting.carried, ...accounting.changed]
  const meant = pointersNamed(body, texts).filter((pointer) => pointer.lastIndexOf('/') > 0)
  return meant.flatMap((pointer) => {
    const origins = arrived.flatMap(({ from, to }) =>
      typeof from === 'string' && typeof to === 'string' && (to === pointer || to.startsWith(`${pointer}/`))
        ? [from]
        : [],
    )
    const origin = commonAncestor(origins)
    return origin === '' ? [] : [origin]
  })
}

function commonAncestor(pointers: readonly string[]): string {
  const [first = '', ...others] = pointers.map((pointer) => pointer.split('/'))
  if (first === '') return ''
  const steps = first.findIndex((step, at) => others.some((other) => other[at] !== step))
  return (steps < 0 ? first : first.slice(0, steps)).join('/')
}
