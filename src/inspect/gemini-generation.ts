import type { Reading } from '../translate/reading.ts'

/** `gemini-2.5-flash` → 2.5, from the body, the URL or the reply; undefined where none says it. */
export function generationOf({ exchange, request }: Reading): number | undefined {
  const named = /gemini-(\d+(?:\.\d+)?)/.exec(
    `${exchange.request?.url ?? ''} ${request?.hub.model?.value ?? ''} ${exchange.reply?.body.slice(0, 4096) ?? ''}`,
  )
  return named ? Number(named[1]) : undefined
}
