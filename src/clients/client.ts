import type { Json } from '../wire/json.ts'
import type { Delivery } from './delivery.ts'

export type ErrorClass = abstract new (...given: never[]) => Error

/** A vendor's own library, fed with a captured reply as if a server had just answered. It calls nobody. */
export interface Client {
  /** Package and version. */
  readonly name: string
  /** Its errors by class: a built app has no other names for them. */
  readonly errors: readonly (readonly [name: string, type: ErrorClass])[]
  /** Whether the library by itself asks again before it throws over a status. */
  readonly retries: boolean
  /** The object that the library hands to its program in the end; throws what the library throws. `pass` gets each piece of a stream. */
  receive(delivery: Delivery, pass: (piece: unknown) => void): Promise<Json>
}

/** Named in the requests that never leave: RFC 2606 keeps this ending free. */
export const NOWHERE = 'http://captured.invalid'

/** What a library hands out as the JSON that a program would print. */
export const asJson = (given: unknown): Json => JSON.parse(JSON.stringify(given ?? null)) as Json
