import type { Scene } from '../evidence.ts'
import type { Finding, Place } from '../finding.ts'
import type { Body } from './body.ts'

/** What a correction is made from. */
export interface Site {
  readonly scene: Scene
  /** The half that is at fault, as it was read. */
  readonly body: Body
  /** The first place of the finding. */
  readonly place: Place
  readonly finding: Pick<Finding, 'rule' | 'message' | 'places'>
  /** Any exchange of the transcript. */
  sceneOf(exchange: string): Scene | undefined
}

/** A half as it should have been. */
export interface Correction {
  /** What is done, as an order: `Put the result behind its call.` */
  readonly title: string
  readonly body: Body
}

/** Undefined where nothing mechanical mends it: what only a person or a model can know is never made up. */
export type Fixer = (site: Site) => Correction | undefined

export const correction = (title: string, body: Body | undefined): Correction | undefined =>
  body && { title, body }
