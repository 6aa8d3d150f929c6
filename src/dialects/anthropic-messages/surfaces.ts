import type { Target } from '../../hub/dialect.ts'
import type { WrittenObject } from '../../hub/leaf.ts'
import { added } from '../../hub/leaf.ts'
import type { Losses } from '../../hub/losses.ts'
import { lose } from '../../hub/losses.ts'
import type { Request } from '../../hub/request.ts'

/** What of a request stands elsewhere than in the body where another cloud serves Claude. anthropic-gemini.md §A.0 */
export interface Surface {
  /** The model stands in the URL. */
  readonly namesModelInUrl: boolean
  /** Whether to stream is said by the URL. */
  readonly streamsByUrl: boolean
  /** The API version stands in the body, for want of the header. */
  readonly saysVersion: boolean
}

const OWN: Surface = { namesModelInUrl: false, streamsByUrl: false, saysVersion: false }

const SURFACES: Readonly<Record<string, Surface>> = {
  vertex: { namesModelInUrl: true, streamsByUrl: false, saysVersion: true },
  bedrock: { namesModelInUrl: true, streamsByUrl: true, saysVersion: true },
}

export const surfaceOf = ({ surface = '' }: Target): Surface =>
  Object.hasOwn(SURFACES, surface) ? (SURFACES[surface] ?? OWN) : OWN

const WHY = 'There is no header for the version on this surface: it stands in the body.'

/** The body as the surface takes it. */
export function onSurface(
  body: WrittenObject,
  { model, settings }: Request,
  { surface, version }: { readonly surface: Surface; readonly version: string },
  losses: Losses,
): WrittenObject {
  if (surface === OWN) return body
  const { model: named, stream, ...rest } = body
  if (surface.namesModelInUrl) lose(losses, 'in-url', 'The model is named in the URL.', model)
  if (surface.streamsByUrl) lose(losses, 'in-url', 'The URL says whether to stream.', settings.stream)
  return {
    ...(surface.saysVersion ? { anthropic_version: added(version, 'surface-version', WHY) } : {}),
    ...(surface.namesModelInUrl || named === undefined ? {} : { model: named }),
    ...(surface.streamsByUrl || stream === undefined ? {} : { stream }),
    ...rest,
  }
}
