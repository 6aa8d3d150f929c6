import type { Exchange, Header, Transcript } from '../../transcript/transcript.ts'
import { isObject, parseJson } from '../../wire/json.ts'
import { redactUrl } from '../redact.ts'
import type { Block } from './markdown.ts'
import { code } from './markdown.ts'

/** Headers that tell a program, its version or a surface. */
const TELLING =
  /^(?:server|user-agent|via|x-powered-by|.*-version|.*-beta|x-stainless-.*|x-litellm-.*|.*-processing-ms)$/i
/** One exchange has few that tell anything. */
const MOST = 12

/** Which programs, versions, models and addresses the capture names. */
export function capturedWith({ exchanges }: Transcript): Block[] {
  const lines = exchanges.flatMap((exchange) => {
    const said = saidBy(exchange)
    return said.length > 0 ? [`- ${exchange.id}: ${said.join(', ')}`] : []
  })
  const text = [
    '## Captured with',
    ...(lines.length > 0 ? lines : ['The capture names no program and no version.']),
  ]
  return [
    {
      text: text.join('\n\n').replaceAll('\n\n- ', '\n- ').replace('with\n- ', 'with\n\n- '),
      short: '> **Left out here: what the capture was made with.** It is in the smallest capture’s whole.',
    },
  ]
}

function saidBy({ request, reply }: Exchange): readonly string[] {
  const url =
    request?.url === undefined ? [] : [`${request.method ?? 'POST'} ${code(redactUrl(request.url, 'url'))}`]
  const model = modelIn(request?.body) ?? modelIn(reply?.body)
  return [
    ...url,
    ...(model === undefined ? [] : [`model ${code(model)}`]),
    ...[...told(request?.headers), ...told(reply?.headers)].slice(0, MOST),
  ]
}

function modelIn(body: string | undefined): string | undefined {
  const parsed = body === undefined ? undefined : parseJson(body)
  if (!parsed || 'problem' in parsed || !isObject(parsed.value)) return undefined
  const { model, modelVersion } = parsed.value
  if (typeof model === 'string') return model
  return typeof modelVersion === 'string' ? modelVersion : undefined
}

const told = (headers: readonly Header[] = []): readonly string[] =>
  headers.filter(([name]) => TELLING.test(name)).map(([name, value]) => code(`${name}: ${value}`))
