import type { DialectId } from '../hub/dialect.ts'
import type { Heard, Witness } from '../share/report/fixture.ts'
import { asksForStream } from '../transcript/asks-for-stream.ts'
import type { CapturedReply, CapturedRequest } from '../transcript/transcript.ts'
import { deliveryOf } from './delivery.ts'
import { watchClient } from './watch.ts'

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
