import type { Json } from '../wire/json.ts'
import type { Delivery } from './delivery.ts'

export type ErrorClass = abstract new (...given: never[]) => Error

/** A vendor's own library, fed with a captured reply as if a server had just answered. It calls nobody. */
export interface Client {
  /** Package and version. */
  readonly name: string
  /** Its errors by class: a built app has no other names for them. */
  readonly errors: readonly (readonly [name: string, type: ErrorClass])[]
  /** The object that the library hands to its program; throws what the library throws. */
  receive(delivery: Delivery): Promise<Json>
}

/** Named in the requests that never leave: RFC 2606 keeps this ending free. */
export const NOWHERE = 'http://captured.invalid'

/** What a library hands out as the JSON that a program would print. */
export const asJson = (given: unknown): Json => JSON.parse(JSON.stringify(given ?? null)) as Json
