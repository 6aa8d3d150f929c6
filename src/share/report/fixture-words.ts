import type { Fixture } from './fixture.ts'

/** The head of a test file: what it shows, and what it was tried with. */
export function headOf({ rule, by, corrected, half }: Fixture): string {
  const tried =
    by === 'wire'
      ? `It looks at the wire itself: ${half === 'request' ? 'no client library reads a request' : 'the vendor’s library does not tell the two bodies apart, or takes neither'}.`
      : corrected === undefined
        ? `Tried when it was written: ${by.client} throws over what was captured.`
        : `Tried when it was written: ${by.client} makes of the corrected reply what is expected here, and not of what was captured.`
  return `${rule}: the smallest capture that shows it, as a test.\n${tried}`
}

export const nameIn = ({ name }: Fixture, which: 'captured' | 'corrected'): string =>
  which === 'captured' ? `What was captured: ${name}, cut down.` : 'What it should have been.'

/** Why a test asks for so little. */
export const lackOf = (): string =>
  'What should have stood here cannot be told from the capture: it is only asked that nothing is thrown.'
