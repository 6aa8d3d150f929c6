import type { Leaf } from './leaf.ts'
import type { Node } from './node.ts'

/**
 * What a piece of text rests on: openai.md §5.3 annotations, anthropic-gemini.md §A.3 citations, §G.3 grounding and citation
 * metadata. `tag` is the source's word for its form; what only that form has stays among the extras.
 */
export interface Citation extends Node {
  /** A page of the web, a file in the provider's store, or a document of the request. */
  readonly kind: 'url' | 'file' | 'document'
  readonly url?: Leaf<string>
  readonly title?: Leaf<string>
  readonly fileId?: Leaf<string>
  readonly filename?: Leaf<string>
  /** The cited passage, in the words of the source. */
  readonly quote?: Leaf<string>
  /** The piece of the part's own text that rests on it: UTF-16 code units from 0, the end exclusive. Absent: all of the part. */
  readonly start?: Leaf<number>
  readonly end?: Leaf<number>
}
