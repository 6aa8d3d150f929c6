import type { Json } from '../../wire/json.ts'
import { leafEntries } from '../../wire/json.ts'
import type { Form } from '../form.ts'
import type { Said } from '../frame-reader.ts'
import { countAt } from '../lost.ts'

/** For each count (such as of tokens) the last frame that has it: what an earlier one says of it is superseded. */
export class CountsSoFar {
  readonly #last = new Map<string, number>()
  readonly #ofForm = new WeakMap<Form, readonly string[]>()
  #open: { readonly counts: readonly string[]; frame: number } | undefined

  /** `parse` gives the frame's JSON where it was not read in full. */
  take(frame: number, { form, values, json }: Said, parse: () => Json): void {
    const known = form && values && this.#ofForm.get(form)
    if (known && this.#open?.counts === known) this.#open.frame = frame
    else {
      this.#close()
      const counts = known ?? countsIn(values ? parse() : json)
      if (form && values) this.#ofForm.set(form, counts)
      this.#open = { counts, frame }
    }
  }

  get last(): ReadonlyMap<string, number> {
    this.#close()
    return this.#last
  }

  #close(): void {
    for (const count of this.#open?.counts ?? []) this.#last.set(count, this.#open?.frame ?? 0)
  }
}

const countsIn = (json: Json | undefined): readonly string[] =>
  json === undefined ? [] : leafEntries(json).flatMap(({ pointer }) => countAt(pointer) ?? [])
