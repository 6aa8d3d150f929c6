import type { Format } from './format.ts'
import { NOT_MINE } from './format.ts'

/** A web page where an API's answer should be: a proxy's or a load balancer's error page. Kept, and told what it is. */
export const html: Format = {
  id: 'html',
  title: 'HTML page',
  recognise({ head }) {
    const isPage = /^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(
      head,
    )
    return isPage ? { score: 0.98, reasons: ['it starts as an HTML page does'] } : NOT_MINE
  },
  read({ text, head }) {
    const title = /<(title|h1)[^>]*>\s*([^<]{1,200}?)\s*<\/\1>/i.exec(head)?.[2]?.replace(/\s+/g, ' ')
    const named = title === undefined ? 'an HTML page' : `an HTML page, "${title}"`
    const sentence = `This is ${named}: not the API answered, but something in front of it. Paste the request that led to it, or the API's JSON or event stream.`
    return {
      exchanges: [{ reply: { headers: [['content-type', 'text/html']], body: text } }],
      notes: [{ severity: 'error', sentence, start: 0, end: text.length }],
      what: `${named}, which no LLM API sends`,
    }
  },
}
