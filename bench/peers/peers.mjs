import { loadPeer, versionOf } from './install.mjs'

/**
 * @typedef {'chat' | 'responses' | 'anthropic' | 'gemini'} Dialect
 * @typedef {{ name: string, translate: (log: string, from: Dialect, to: Dialect) => Promise<string> }} Peer
 */

export const CHUNK = 16_384

/** @param {string} log */
function* piecesOf(log) {
  for (let at = 0; at < log.length; at += CHUNK) yield log.slice(at, at + CHUNK)
}

/** @param {string} library where the built library is */
export async function ours(library) {
  const { createStreamTranslator } = await import(library)
  /** @type {Peer['translate']} */
  const translate = async (log, from, to) => {
    const translator = createStreamTranslator({ from, to })
    let written = ''
    for (const piece of piecesOf(log)) written += translator.push(piece)
    return written + translator.end()
  }
  return { name: 'interlinear', translate }
}

/** Bytes of server-sent events in, bytes of server-sent events out. */
async function llmBridge() {
  const { handleUniversalStreamRequest } = await loadPeer('llm-bridge')
  const names = { chat: 'openai', responses: 'openai-responses', anthropic: 'anthropic', gemini: 'google' }
  /** @type {Peer['translate']} */
  const translate = async (log, from, to) => {
    const encoder = new TextEncoder()
    const source = new ReadableStream({
      start(controller) {
        for (const piece of piecesOf(log)) controller.enqueue(encoder.encode(piece))
        controller.close()
      },
    })
    const decoder = new TextDecoder()
    let written = ''
    for await (const bytes of handleUniversalStreamRequest(source, names[from], names[to]))
      written += typeof bytes === 'string' ? bytes : decoder.decode(bytes, { stream: true })
    return written
  }
  return { name: `llm-bridge ${versionOf('llm-bridge')}`, translate }
}

/** It takes the JSON of one event at a time and leaves the framing to its caller: the fastest there is, a split on blank lines. */
async function lingua() {
  const { createTransformStreamSession } = await loadPeer('@braintrust/lingua')
  const names = { chat: 'chat-completions', responses: 'responses', anthropic: 'anthropic', gemini: 'google' }
  /** @type {Peer['translate']} */
  const translate = async (log, _from, to) => {
    const session = createTransformStreamSession(names[to])
    let written = ''
    for (
      let from = 0, end = log.indexOf('\n\n');
      end !== -1;
      from = end + 2, end = log.indexOf('\n\n', from)
    ) {
      const data = log.indexOf('data: ', from)
      if (data === -1 || data > end || log.charCodeAt(data + 6) !== 0x7b) continue
      for (const event of session.pushSse(log.slice(data + 6, end))) written += event
    }
    for (const event of session.finishSse()) written += event
    return written
  }
  return { name: `lingua ${versionOf('@braintrust/lingua')}`, translate }
}

export const loadPeers = async () => [await llmBridge(), await lingua()]
