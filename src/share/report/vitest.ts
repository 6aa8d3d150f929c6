import type { Json } from '../../wire/json.ts'
import { JAVASCRIPT } from './client-code.ts'
import type { ByClient, Fixture, Received } from './fixture.ts'
import { headOf, lackOf, nameIn } from './fixture-words.ts'
import { comment, jsText, jsValue } from './literal.ts'

/** A test file for Vitest that needs nothing but the vendor's own library. */
export function writeVitest(fixture: Fixture): string {
  const { by, captured, corrected, given } = fixture
  const pieces = [
    comment('//', headOf(fixture)),
    [...(by === 'wire' ? [] : JAVASCRIPT[by.dialect].imports), "import { expect, test } from 'vitest'"].join(
      '\n',
    ),
    `const MESSAGE = ${JSON.stringify(fixture.message)}`,
    ...(given
      ? [
          `${comment('//', `What the gateway was given: ${given.name}.`)}\nconst GIVEN = ${jsText(given.body)}`,
        ]
      : []),
    `${comment('//', nameIn(fixture, 'captured'))}\nconst CAPTURED = ${jsText(captured)}`,
    ...(corrected === undefined
      ? []
      : [`${comment('//', nameIn(fixture, 'corrected'))}\nconst CORRECTED = ${jsText(corrected)}`]),
    `${comment('//', 'Put your gateway in here: this test fails for as long as it gives what was captured.')}\nconst gateway = (${given ? 'given' : ''}) => CAPTURED`,
    ...(by === 'wire'
      ? wireTest(given !== undefined)
      : clientTest(by, given !== undefined, corrected !== undefined)),
  ]
  return `${pieces.join('\n\n')}\n`
}

const READ = `// What is JSON is compared as a value: how it is spelled is the gateway's own affair.
const read = (text) => {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    return text
  }
}`

function wireTest(hasGiven: boolean): string[] {
  return [
    READ,
    `const wire = (body) => {
  const whole = read(body)
  if (whole !== body) return whole
  return body
    .split('\\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => read(line.replace(/^data: ?/, '')))
}`,
    `test(MESSAGE, () => {
  expect(wire(gateway(${hasGiven ? 'GIVEN' : ''})), MESSAGE).toEqual(wire(CORRECTED))
})`,
  ]
}

function clientTest(by: ByClient, hasGiven: boolean, isMended: boolean): string[] {
  const { expected } = by
  const call = `received(gateway(${hasGiven ? 'GIVEN' : ''}))`
  if (!expected)
    return [
      ...received(by, []),
      `${comment('//', lackOf())}
test(MESSAGE, async () => {
  await expect(${call}, MESSAGE).resolves.toBeDefined()
})`,
    ]
  return [
    `const EXPECTED = ${jsValue(expected as Json)}`,
    READ,
    ...received(by, Object.keys(expected) as (keyof Received)[]),
    `test(MESSAGE, async () => {
  await expect(${call}, MESSAGE).resolves.toEqual(EXPECTED)
})`,
    ...(isMended
      ? [
          `test('the corrected reply gives what is expected', async () => {
  await expect(received(CORRECTED)).resolves.toEqual(EXPECTED)
})`,
        ]
      : []),
  ]
}

function received(
  { dialect, isStream, status, type, client }: ByClient,
  keys: readonly (keyof Received)[],
): string[] {
  const { stream, whole, opened, parts } = JAVASCRIPT[dialect]
  const lines = [
    `const reply = new Response(body, { status: ${status}, headers: { 'content-type': ${JSON.stringify(type)} } })`,
    ...(isStream ? stream : whole),
    ...(keys.length > 0 ? opened : []),
    ...(keys.length > 0
      ? ['return {', ...keys.map((key) => `  ${key}: ${parts[key]},`), '}']
      : ['return given']),
  ]
  return [
    "// RFC 2606 keeps this ending free: nobody is called.\nconst NOWHERE = 'http://captured.invalid'",
    `// What ${client} hands to its program.\nasync function received(body) {\n${lines.map((line) => `  ${line}\n`).join('')}}`,
  ]
}
