import type { DialectId } from '../hub/dialect.ts'
import { added } from '../hub/leaf.ts'
import type { Request } from '../hub/request.ts'

/** What a URL says of the request that is sent there, where the body does not. */
interface Address {
  /** The model is its first group that is there. */
  readonly model?: RegExp
  readonly streams?: RegExp
}

/** Azure: the deployment, which stands for a model. */
const AZURE: Address = { model: /\/deployments\/([^/?]+)\// }

const ADDRESSES: Readonly<Record<DialectId, Address>> = {
  'openai-chat': AZURE,
  'openai-responses': AZURE,
  // Vertex, then Bedrock. anthropic-gemini.md §A.0
  'anthropic-messages': {
    model: /\/publishers\/anthropic\/models\/([^/:?]+):|\/model\/([^/?]+)\/invoke/,
    streams: /:streamRawPredict|\/invoke-with-response-stream/,
  },
  // anthropic-gemini.md §G.0
  gemini: { model: /\/models\/([^/:?]+):/, streams: /:streamGenerateContent/ },
}

const WHY = 'The URL of the request says it; the body does not.'

/** An escape that is none stays as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The request with what its URL says beside the body. */
export function withAddress(request: Request, url: string): Request {
  const { model, streams } = ADDRESSES[request.dialect]
  const name = model?.exec(url)?.slice(1).find(Boolean)
  const isNamed = name !== undefined && request.model === undefined
  const isStreamed = streams?.test(url) === true && request.settings.stream === undefined
  if (!isNamed && !isStreamed) return request
  return {
    ...request,
    ...(isNamed ? { model: added(decoded(name), 'from-url', WHY) } : {}),
    ...(isStreamed ? { settings: { ...request.settings, stream: added(true, 'from-url', WHY) } } : {}),
  }
}
