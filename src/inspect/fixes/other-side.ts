import type { DialectId } from '../../hub/dialect.ts'
import type { Written } from '../../hub/leaf.ts'
import { bare, isLeaf } from '../../hub/leaf.ts'
import { assembledReplies } from '../../translate/assembled.ts'
import type { ReplyReading } from '../../translate/reading.ts'
import { sentAs } from '../../translate/reading.ts'
import { createStreamTranslator } from '../../translate/stream.ts'
import { runError, runReply, runRequest } from '../../translate/translate.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { rewriteJson } from '../../wire/json-rewrite.ts'
import type { TextEdit } from '../../wire/text-edit.ts'
import { changeBetween } from '../../wire/text-edit.ts'
import type { Scene } from '../evidence.ts'
import type { Place } from '../finding.ts'

/** What a gateway made, as it should have made it of what stood on the other side. */
export interface Retranslated {
  readonly exchange: string
  readonly half: Place['half']
  readonly title: string
  readonly edits: readonly TextEdit[]
}

/** The right translation of the half that the one at fault was made of. Undefined where that was not captured. */
export function retranslate(
  scene: Scene,
  half: Place['half'],
  sceneOf: (exchange: string) => Scene | undefined,
): Retranslated | undefined {
  if (half === 'reply') return scene.upstream && retranslateReply(scene, scene.upstream)
  // What the gateway dropped is told where the client said it; its own request is where it must stand.
  const [client, made] = scene.client ? [sceneOf(scene.client.exchange.id), scene] : [scene, scene.upstream]
  return client && made && retranslateRequest(made, client)
}

type Half = Pick<Scene, 'exchange' | 'dialect' | 'request' | 'reply'>

function retranslateReply({ exchange, dialect, reply }: Half, upstream: Half): Retranslated | undefined {
  const text = exchange.reply?.body
  if (text === undefined || !dialect || !reply || !upstream.dialect || !upstream.reply) return undefined
  const edits = replyEdits(
    { text, reply, to: dialect },
    { ...upstream, dialect: upstream.dialect, reply: upstream.reply },
  )
  if (!edits || edits.length === 0) return undefined
  const title = `Give the client what ${upstream.exchange.id} answered, in its own dialect.`
  return { exchange: exchange.id, half: 'reply', title, edits }
}

function replyEdits(
  { text, reply, to }: { readonly text: string; readonly reply: ReplyReading; readonly to: DialectId },
  source: Half & { readonly dialect: DialectId; readonly reply: ReplyReading },
): readonly TextEdit[] | undefined {
  const route = { from: source.dialect, to }
  const given = source.reply
  if (given.kind === 'error')
    return reply.kind === 'stream' ? undefined : rewriteJson(text, bare(runError(given.json, route).written))
  if (reply.kind === 'unreadable') return undefined
  if (given.kind === 'unreadable') return undefined
  if (reply.kind === 'stream' && given.kind === 'stream') {
    const translator = createStreamTranslator(route)
    const right = translator.push(source.exchange.reply?.body ?? '') + translator.end()
    return changeBetween(text, right)
  }
  if (reply.kind === 'stream') return undefined
  if (given.kind === 'whole')
    return rewriteJson(text, withOwnNames(runReply(given.json, route).written, reply.json))
  const assembled = assembledReplies({ ...source.exchange, dialect: source.dialect })
  if ('problem' in assembled) return undefined
  const lane = assembled.lanes[to]
  return 'problem' in lane ? undefined : rewriteJson(text, withOwnNames(lane.json, reply.json))
}

/** What a gateway may call by its own names, whatever the other side says. */
const NAMES = ['id', 'model', 'created', 'created_at', 'responseId', 'modelVersion', 'system_fingerprint']

/** The translation under the names that were captured, and with the captured value where the translation had to make one up. */
function withOwnNames(written: Written, captured: Json): Json {
  const right = bare(written)
  if (!isObject(right) || !isObject(captured)) return right
  const isMadeUp = (key: string): boolean => {
    const leaf = isObject(written as Json) ? (written as { readonly [key: string]: Written })[key] : undefined
    return leaf !== undefined && isLeaf(leaf) && leaf.added !== undefined
  }
  return Object.fromEntries(
    Object.entries(right).map(([key, value]) => [
      key,
      Object.hasOwn(captured, key) && (NAMES.includes(key) || isMadeUp(key))
        ? (captured[key] as Json)
        : value,
    ]),
  )
}

const modelOf = (request: Json): { readonly target?: { readonly model: string } } =>
  isObject(request) && typeof request.model === 'string' ? { target: { model: request.model } } : {}

function retranslateRequest(
  { exchange, dialect, request }: Half,
  client: Half & Pick<Scene, 'history'>,
): Retranslated | undefined {
  const text = exchange.request?.body
  if (text === undefined || !request || !dialect || !client.request || !client.dialect) return undefined
  const { written } = runRequest(client.request.json, {
    from: client.dialect,
    to: dialect,
    ...sentAs(client.exchange),
    history: client.history,
    ...modelOf(request.json),
  })
  const edits = rewriteJson(text, withOwnNames(written, request.json))
  if (!edits || edits.length === 0) return undefined
  const title = `Ask what ${client.exchange.id} asked, in the provider’s dialect.`
  return { exchange: exchange.id, half: 'request', title, edits }
}
