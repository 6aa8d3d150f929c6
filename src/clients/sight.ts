import type { OwnWord } from '../translate/own-word.ts'
import type { Json } from '../wire/json.ts'

/** What a reply says to a program, whoever put it together. */
export interface Said {
  readonly text: string
  readonly thoughts: string
  /** Arguments parsed, where they are JSON. */
  readonly calls: readonly { readonly name: string; readonly arguments: Json }[]
  /** Why it ended, in the dialect's own word, and the field that says so. */
  readonly finish: OwnWord | null
  /** The error that the reply is, or ends in. */
  readonly error: string | null
}

/** What the program behind the vendor's library gets of a captured reply, beside what we read out of it. */
export interface Sight {
  /** Package and version. */
  readonly client: string
  /** One sentence: what the program gets, or what is thrown at it. */
  readonly sentence: string
  /** The object that the library hands out; for Gemini streams, the list of its chunks. */
  readonly given?: Json
  readonly thrown?: { readonly name: string; readonly message: string }
  /** Where something is thrown: what a stream had handed out before. */
  readonly theirs?: Said
  readonly ours: Said
  /** In which of its parts the two differ. */
  readonly differs: readonly (keyof Said)[]
}
