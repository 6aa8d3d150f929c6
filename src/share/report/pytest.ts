import type { Json } from '../../wire/json.ts'
import { PYTHON } from './client-code.ts'
import type { ByClient, Fixture, Received } from './fixture.ts'
import { headOf, lackOf, nameIn } from './fixture-words.ts'
import { comment, pythonText, pythonValue } from './literal.ts'

/** A test file for pytest that needs nothing but the vendor's own library. */
export function writePytest(fixture: Fixture): string {
  const { by, captured, corrected, given } = fixture
  const head =
    by === 'wire'
      ? headOf(fixture)
      : `${headOf(fixture)}\nThat was the library for JavaScript; the one for Python was not run.`
  const imports = by === 'wire' ? ['import json'] : [...SERVER_IMPORTS, '', ...PYTHON[by.dialect].imports]
  const pieces = [
    comment('#', head),
    imports.join('\n'),
    `MESSAGE = ${JSON.stringify(fixture.message)}`,
    ...(given
      ? [`${comment('#', `What the gateway was given: ${given.name}.`)}\nGIVEN = ${pythonText(given.body)}`]
      : []),
    `${comment('#', nameIn(fixture, 'captured'))}\nCAPTURED = ${pythonText(captured)}`,
    ...(corrected === undefined
      ? []
      : [`${comment('#', nameIn(fixture, 'corrected'))}\nCORRECTED = ${pythonText(corrected)}`]),
  ]
  const functions = [
    `${comment('#', 'Put your gateway in here: this test fails for as long as it gives what was captured.')}\ndef gateway(${given ? 'given' : ''}):\n    return CAPTURED`,
    READ,
    ...(by === 'wire'
      ? wireTest(given !== undefined)
      : clientTest(by, given !== undefined, corrected !== undefined)),
  ]
  return `${pieces.join('\n\n')}\n\n\n${functions.join('\n\n\n')}\n`
}

const READ = `# What is JSON is compared as a value: how it is spelled is the gateway's own affair.
def read(text):
    try:
        return {} if text == "" else json.loads(text)
    except ValueError:
        return text`

const wireTest = (hasGiven: boolean): string[] => [
  `def wire(body):
    whole = read(body)
    if whole != body:
        return whole
    lines = [line.strip() for line in body.split("\\n")]
    return [read(line.removeprefix("data:").strip()) for line in lines if line]`,
  `def test_what_was_captured():
    assert wire(gateway(${hasGiven ? 'GIVEN' : ''})) == wire(CORRECTED), MESSAGE`,
]

function clientTest(by: ByClient, hasGiven: boolean, isMended: boolean): string[] {
  const { expected } = by
  const call = `received(gateway(${hasGiven ? 'GIVEN' : ''}))`
  if (!expected)
    return [
      ...received(by, []),
      `${comment('#', lackOf())}\ndef test_what_was_captured():\n    assert ${call} is not None, MESSAGE`,
    ]
  return [
    ...received(by, Object.keys(expected) as (keyof Received)[]),
    `EXPECTED = ${pythonValue(expected as Json)}`,
    `def test_what_was_captured():\n    assert ${call} == EXPECTED, MESSAGE`,
    ...(isMended ? ['def test_the_corrected_reply():\n    assert received(CORRECTED) == EXPECTED'] : []),
  ]
}

const SERVER_IMPORTS = [
  'import json',
  'import os',
  'from contextlib import contextmanager',
  'from http.server import BaseHTTPRequestHandler, HTTPServer',
  'from threading import Thread',
]

/** A server of the standard library: which transport a vendor's library uses changes from version to version. */
const serverOf = ({
  status,
  type,
}: ByClient): string => `# A server of this machine that answers with these very bytes.
@contextmanager
def answering(body):
    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers.get("content-length") or 0))
            self.send_response(${status})
            self.send_header("content-type", ${JSON.stringify(type)})
            self.end_headers()
            self.wfile.write(body.encode("utf-8", "surrogatepass"))

        def log_message(self, *words):
            pass

    os.environ["NO_PROXY"] = "127.0.0.1"
    server = HTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()`

function received(by: ByClient, keys: readonly (keyof Received)[]): string[] {
  const { stream, whole, opened, parts } = PYTHON[by.dialect]
  const asked = [
    'with answering(body) as url:',
    ...(by.isStream ? stream : whole).map((line) => `    ${line}`),
  ]
  const lines = [
    ...asked,
    ...(keys.length > 0 ? opened : []),
    ...(keys.length > 0
      ? ['return {', ...keys.map((key) => `    "${key}": ${parts[key]},`), '}']
      : ['return given']),
  ]
  return [
    serverOf(by),
    `# What the vendor's library hands to its program.\ndef received(body):\n${lines.map((line) => `    ${line}\n`).join('')}`.trimEnd(),
  ]
}
