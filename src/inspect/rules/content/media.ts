import type { Leaf } from '../../../hub/leaf.ts'
import type { MediaPart, Part } from '../../../hub/part.ts'

export const isMedia = (part: Part): part is MediaPart =>
  part.kind === 'image' || part.kind === 'audio' || part.kind === 'file'

export const leafOfMedia = ({ source }: MediaPart): Leaf<string> =>
  source.kind === 'url' ? source.url : source.kind === 'base64' ? source.data : source.id
