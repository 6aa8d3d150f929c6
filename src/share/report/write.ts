import type { DialectId } from '../../hub/dialect.ts'
import { saveTranscript } from '../../transcript/saved.ts'
import type { CapturedReply, CapturedRequest } from '../../transcript/transcript.ts'
import { encodeLink } from '../link.ts'
import type { Case } from './case.ts'
import type { Witness } from './fixture.ts'
import { fixtureOf, subjectOf } from './fixture.ts'
import { writeIssue } from './issue.ts'
import { writePytest } from './pytest.ts'
import { writeVitest } from './vitest.ts'

/** What a finding can be reported as. */
export const REPORT_FORMS = ['issue', 'vitest', 'pytest', 'capture'] as const
export type ReportForm = (typeof REPORT_FORMS)[number]

/** Asks the vendor's own library what it makes of a reply, and of the corrected body. */
export type AskWitness = (
  reply: CapturedReply,
  dialect: DialectId,
  request: CapturedRequest | undefined,
  corrected: string | undefined,
) => Promise<Witness>

type Written = { readonly text: string } | { readonly problem: string }

/** The smallest capture in an address, opened at the finding. `base`: the app's own; the fragment alone where none is given. */
export function smallestLink({ smallest, nth }: Case, base?: string): string | { readonly problem: string } {
  const { link, problem } = encodeLink(
    { transcript: smallest.transcript, view: { problem: nth } },
    // Masked already, before it was cut.
    { redact: 'none', ...(base === undefined ? {} : { base }) },
  )
  return problem === undefined ? link : { problem }
}

/** A case as text. `base`: the app's address, for the link in an issue. */
export async function writeReport(
  one: Case,
  form: ReportForm,
  { ask, base }: { readonly ask: AskWitness; readonly base?: string },
): Promise<Written> {
  if (form === 'issue') return { text: issueOf(one, base) }
  if (form === 'capture') return { text: saveTranscript(one.smallest.transcript) }
  const { exchange, half, after } = subjectOf(one)
  const witness =
    half === 'reply' && exchange?.reply && exchange.dialect
      ? await ask(exchange.reply, exchange.dialect, exchange.request, after)
      : undefined
  const fixture = fixtureOf(one, witness)
  if ('problem' in fixture) return fixture
  return { text: form === 'vitest' ? writeVitest(fixture) : writePytest(fixture) }
}

/** As Markdown that fits an issue on GitHub. `base`: the app's address; without it there is no link, as a fragment opens nowhere. */
export const issueOf = (one: Case, base?: string): string =>
  writeIssue(one, {
    link:
      base === undefined
        ? {
            problem:
              'The address of the app was not given; the smallest capture as a file opens in it as well.',
          }
        : smallestLink(one, base),
  })
