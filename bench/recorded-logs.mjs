import { existsSync, readFileSync } from 'node:fs'

/** The largest recorded streams of each dialect, framed by server-sent events; none where there is no corpus. */
export function recordedLogs(corpus, dialect, count) {
  if (!existsSync(`${corpus}/index.jsonl`)) return []
  return readFileSync(`${corpus}/index.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"kind": "stream"'))
    .map((line) => JSON.parse(line))
    .filter((one) => one.dialect === dialect && !one.isError)
    .sort((a, b) => b.bytes - a.bytes || (a.file < b.file ? -1 : 1))
    .slice(0, count)
    .map(({ file }) => framed(readFileSync(`${corpus}/${file}`, 'utf8')))
}

function framed(text) {
  const lines = text.replaceAll(/\r\n?/g, '\n')
  if (!lines.startsWith('{')) return lines
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `data: ${line}\n\n`)
    .join('')
}
