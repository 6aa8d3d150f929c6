import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readHeaders } from './headers.mjs'

/** @type {Record<string, string>} */
const MEDIA_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/**
 * The file that a request path means, or undefined where it leaves the folder or does not decode.
 * @param {string} folder
 * @param {string} url
 */
export function fileFor(folder, url) {
  const path = url.split(/[?#]/, 1)[0] ?? '/'
  try {
    const file = resolve(join(folder, decodeURIComponent(path), path.endsWith('/') ? 'index.html' : ''))
    return file.startsWith(resolve(folder) + sep) && !file.includes('\0') ? file : undefined
  } catch {
    return undefined
  }
}

/**
 * A server of the files in a folder, with the headers that its `_headers` names.
 * @param {string} folder
 */
export function createSite(folder) {
  const headers = readHeaders(join(folder, '_headers'))
  return createServer(async (request, response) => {
    const file = fileFor(folder, request.url ?? '/')
    const found = file ? await stat(file).catch(() => undefined) : undefined
    const status = request.method !== 'GET' && request.method !== 'HEAD' ? 405 : found?.isFile() ? 200 : 404
    if (status !== 200 || !file || !found) {
      response.writeHead(status, {
        ...headers,
        'Content-Type': 'text/plain; charset=utf-8',
        Allow: 'GET, HEAD',
      })
      response.end(
        status === 405 ? 'Only GET and HEAD are answered here.\n' : 'There is nothing at this address.\n',
      )
      return
    }
    response.writeHead(200, {
      ...headers,
      'Content-Type': MEDIA_TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Length': found.size,
      // Names under assets/ carry a hash of what they hold.
      'Cache-Control': file.startsWith(resolve(folder, 'assets') + sep)
        ? 'public, max-age=31536000, immutable'
        : 'no-cache',
    })
    if (request.method === 'HEAD') response.end()
    else
      createReadStream(file)
        .on('error', () => response.destroy())
        .pipe(response)
  })
}

/**
 * Listens on loopback; with `next` set, walks on to the first free port.
 * @param {import('node:http').Server} server
 * @param {number} port
 * @param {{ next: boolean }} options
 * @returns {Promise<string>} the address to open
 */
export function listen(server, port, { next }) {
  return new Promise((done, fail) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE' && next && port < 65535) done(listen(server, port + 1, { next }))
      else fail(error)
    })
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.removeAllListeners('error')
      done(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}/`)
    })
  })
}

/** By hand and for e2e: `node .ci/site.mjs PORT` serves the build as it is. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL('../dist/app', import.meta.url))
  console.log(await listen(createSite(folder), Number(process.argv[2] ?? 4173), { next: false }))
}
