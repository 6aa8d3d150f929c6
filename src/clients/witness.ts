import type { DialectId } from '../hub/dialect.ts'
import { asksForStream } from '../transcript/asks-for-stream.ts'
import type { CapturedReply, CapturedRequest } from '../transcript/transcript.ts'
import { deliveryOf } from './delivery.ts'
import type { Said } from './sight.ts'
import { watchClient } from './watch.ts'

/** What a library made of a body: what it handed out, or what it threw. */
interface Heard {
  /** As it was handed to the library. */
  readonly body: string
  readonly received?: Pick<Said, 'text' | 'calls'> & { readonly finish: string | null }
  readonly thrown?: string
}

/** The vendor's own library, asked what it makes of a reply and of the same reply, corrected. */
export interface Witness {
  readonly dialect: DialectId
  /** Package and version. */
  readonly client: string
  readonly isStream: boolean
  readonly status: number
  readonly type: string
  readonly captured: Heard
  readonly corrected?: Heard
}

/** `corrected`: the body as it should have been, where that is known. */
export async function askWitness(
  reply: CapturedReply,
  dialect: DialectId,
  request: CapturedRequest | undefined,
  corrected: string | undefined,
): Promise<Witness> {
  const hear = async (body: string): Promise<Heard & { readonly client: string }> => {
    const { client, thrown, theirs } = await watchClient({ ...reply, body }, dialect, request)
    const delivered = deliveryOf({ ...reply, body }, dialect, asksForStream(request)).body
    if (thrown) return { client, body: delivered, thrown: `${thrown.name}: ${thrown.message}` }
    const { text = '', calls = [], finish = null } = theirs ?? {}
    return { client, body: delivered, received: { text, calls, finish: finish?.word ?? null } }
  }
  const { isStream, status, type } = deliveryOf(reply, dialect, asksForStream(request))
  const { client, ...captured } = await hear(reply.body)
  const { client: _, ...right } = corrected === undefined ? { client } : await hear(corrected)
  return {
    dialect,
    client,
    isStream,
    status,
    type,
    captured,
    ...('body' in right ? { corrected: right } : {}),
  }
}
