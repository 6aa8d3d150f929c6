import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Accounting } from '../translate/books.ts'
import { run } from './run.ts'

const samples = fileURLToPath(new URL('../../public/samples/', import.meta.url))
const sample = (path: string): string => samples + path
const text = (path: string): string => readFileSync(sample(path), 'utf8')
const scratch = mkdtempSync(join(tmpdir(), 'interlinear-'))

function written(name: string, body: string): string {
  const file = join(scratch, name)
  writeFileSync(file, body)
  return file
}

describe('translate', () => {
  it('gives the body that the case holds, with the fault and without', async () => {
    const route = ['translate', '--from', 'chat', '--to', 'gemini']
    const file = sample('litellm-22046/client-request.json')
    expect((await run([...route, file])).out).toBe(text('litellm-22046/right-upstream-request.json'))
    expect((await run([...route, '--fault', 'litellm-22046', file])).out).toBe(
      text('litellm-22046/upstream-request.json'),
    )
  })

  it('gives the error that a fault makes of a request, and counts it as done', async () => {
    const { out, code = 0 } = await run([
      ...['translate', '--from', 'openai-responses', '--to', 'gemini', '--fault', 'litellm-22578'],
      sample('litellm-22578/client-request.json'),
    ])
    expect([out, code]).toEqual([text('litellm-22578/client-reply.json'), 0])
  })

  it('rebuilds a chain from earlier turns', async () => {
    const { out } = await run([
      ...[
        'translate',
        '--from',
        'responses',
        '--to',
        'anthropic',
        '--history',
        sample('litellm-26167/history.json'),
      ],
      sample('litellm-26167/client-request.json'),
    ])
    expect(out).toBe(text('litellm-26167/right-upstream-request.json'))
  })

  it('translates streams and accounts for them by frame', async () => {
    const account = join(scratch, 'accounting.json')
    const { out } = await run([
      ...['translate', '--from', 'gemini', '--to', 'anthropic', '--accounting', account],
      sample('litellm-25836/upstream.sse'),
    ])
    expect(out).toBe(text('litellm-25836/right-client.sse'))
    const { carried } = JSON.parse(readFileSync(account, 'utf8')) as Accounting
    expect(carried).toContainEqual({
      from: { frame: 0, pointer: '/candidates/0/content/parts/0/text' },
      to: { frame: 2, pointer: '/delta/text' },
    })
  })

  it('knows errors by their shape', async () => {
    const file = written(
      'error.json',
      '{"type":"error","error":{"type":"overloaded_error","message":"later"}}',
    )
    const { out } = await run(['translate', '--from', 'anthropic', '--to', 'chat', file])
    expect(JSON.parse(out)).toMatchObject({ error: { message: 'later', type: 'overloaded_error' } })
  })
})

describe('translate with a fault that takes several streams', () => {
  const route = ['translate', '--from', 'gemini', '--to', 'anthropic', '--fault', 'litellm-25836:V8']

  it('says what it needs where one is given', async () => {
    const { code, notes } = await run([...route, sample('litellm-25836/upstream.sse')])
    expect(code).toBe(2)
    expect(notes?.join('')).toContain('takes two streams or more that run at the same time')
  })

  it('gives a transcript of both sides of all, in which check finds it', async () => {
    const files = ['litellm-25836/upstream.sse', 'litellm-21577/upstream.sse'].map(sample)
    const { out } = await run([...route, ...files])
    const { out: report } = await run(['check', written('mixed.json', out)])
    expect(report).toContain('Known fault: litellm-25836:V8')
    expect(report).toMatch(/write-event gave x1 \d+ events of the message that x4 said/)
  })
})

describe('check --clients', () => {
  it('tells what each vendor’s library gives its program, or throws', async () => {
    const { out } = await run(['check', '--clients', sample('litellm-25836/transcript.json')])
    expect(out).toMatch(
      /client {2}x1 client\n {2}@anthropic-ai\/sdk [\d.]+ gives its program .*\n.*\n {2}calls: write_reading\(\{\}\)/,
    )
    const refused = await run([
      'check',
      '--clients',
      '--format',
      'json',
      sample('litellm-22578/transcript.json'),
    ])
    expect(JSON.parse(refused.out)).toMatchObject({
      clients: [{ exchange: 'x1', thrown: { name: 'InternalServerError' } }],
    })
  })
})

describe('check', () => {
  it('says by its exit code what it found', async () => {
    expect(await run(['check', sample('litellm-21577/transcript.json')])).toMatchObject({ code: 1 })
    expect(await run(['check', sample('litellm-21577/right.json')])).toMatchObject({ code: 0 })
    expect(
      await run(['check', written('cut.json', '{"model":"m","messages":[{"role":"user"')]),
    ).toMatchObject({ code: 2 })
    expect(await run(['check', written('other.json', '{"name":"x"}')])).toMatchObject({ code: 2, out: '' })
  })

  it('prints findings for scripts, with the known fault', async () => {
    const { out } = await run(['check', '--format', 'json', sample('litellm-25836/transcript.json')])
    const { findings } = JSON.parse(out) as { findings: readonly object[] }
    expect(findings).toMatchObject([
      {
        rule: 'TOOL_ARGS_LOST',
        severity: 'error',
        fault: 'litellm-25836:V1',
        places: [
          { exchange: 'x1', side: 'client', frame: 5 },
          { exchange: 'x2', side: 'upstream', frame: 2 },
        ],
      },
    ])
  })

  it('puts files together that hold the halves of the sides', async () => {
    const files = ['client-request.json', 'client.sse', 'upstream-request.json', 'upstream.sse'].map((name) =>
      sample(`litellm-25836/${name}`),
    )
    const { out } = await run(['check', '--format', 'json', ...files])
    expect(JSON.parse(out)).toMatchObject({
      findings: [{ rule: 'TOOL_ARGS_LOST', fault: 'litellm-25836:V1' }],
    })
  })

  it('speaks to code hosts', async () => {
    const file = sample('litellm-22046/transcript.json')
    expect((await run(['check', '--format', 'github', file])).out).toMatch(
      /^::error file=.*transcript\.json,line=32,endLine=32,col=\d+,endColumn=\d+,title=GEMINI_RESULT_ROLE::/,
    )
    expect(JSON.parse((await run(['check', '--format', 'sarif', file])).out)).toMatchObject({
      runs: [{ results: [{ level: 'error' }] }],
    })
  })
})

/** Captures of a gateway's two sides, made from the founding case. */
const client = text('litellm-25836/right-client.sse')
const provider = text('litellm-25836/upstream.sse')

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(scratch, 'captures-'))
  for (const [name, body] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), body)
  }
  return folder
}

describe('check of a folder', () => {
  const cut = '{"model":"m","messages":[{"role":"user"'
  it.each<[string, Readonly<Record<string, string>>, number, number, RegExp]>([
    ['nested captures', { 'a/1.sse': client, 'b/c/2.sse': provider }, 2, 0, /Nothing tells on which side/],
    [
      'other files between',
      { 'readme.md': '# Notes', 'x.json': '{"name":1}', '1.sse': client },
      1,
      0,
      /readme\.md/,
    ],
    ['an empty file', { 'empty.sse': '', '1.sse': client }, 1, 2, /empty\.sse is empty\./],
    ['a damaged one', { 'cut.json': cut, '1.sse': client }, 2, 2, /cut\.json: .*cut short/],
    ['sides by name', { 'client.sse': client, 'upstream.sse': provider }, 2, 0, /^$/],
    ['sides by folder', { 'client/1.sse': client, 'upstream/1.sse': provider }, 2, 0, /^$/],
    ['one side named', { 'client.sse': client, 'b.sse': provider }, 2, 0, /taken for the provider’s side/],
  ])('holds %s', async (_, files, exchanges, code, note) => {
    const folder = folderOf(files)
    const got = await run(['check', '--format', 'json', folder])
    expect([Object.keys((JSON.parse(got.out) as { files: object }).files).length, got.code]).toEqual([
      exchanges,
      code,
    ])
    expect((got.notes ?? []).join('\n')).toMatch(note)
  })

  it('that holds nothing is one sentence', async () => {
    expect(await run(['check', folderOf({})])).toMatchObject({
      out: '',
      code: 2,
      notes: [expect.stringMatching(/holds no file/)],
    })
    const { notes, code } = await run(['check', folderOf({ 'a.md': 'Notes.', 'b.md': 'More.' })])
    expect([notes?.join().match(/holds nothing to check/g)?.length, code]).toEqual([2, 2])
  })

  it('reads a file once, however often it is named, and the rest where one is missing', async () => {
    const file = written('twice.sse', client)
    const twice = await run(['check', file, file])
    expect([twice.code, twice.notes]).toEqual([0, [`${file} was given twice: it was read once.`]])
    expect(await run(['check', join(scratch, 'absent.sse'), file])).toMatchObject({
      code: 2,
      out: expect.stringMatching(/Nothing wrong/) as string,
    })
  })

  it('joins halves by their names, and none where nothing tells which', async () => {
    const asked = (words: string) =>
      JSON.stringify({ model: 'm', messages: [{ role: 'user', content: words }] })
    const said = (words: string) =>
      JSON.stringify({
        id: words,
        object: 'chat.completion',
        created: 1,
        model: 'm',
        choices: [{ index: 0, message: { role: 'assistant', content: words }, finish_reason: 'stop' }],
      })
    const count = async (files: Readonly<Record<string, string>>) => {
      const { out, notes = [] } = await run(['check', '--format', 'json', folderOf(files)])
      return [Object.keys((JSON.parse(out) as { files: object }).files).length, notes.length]
    }
    const [one, two, three, four] = [asked('one'), asked('two'), said('three'), said('four')]
    expect(
      await count({
        'request-1.json': one,
        'request-2.json': two,
        'response-1.json': three,
        'response-2.json': four,
      }),
    ).toEqual([2, 0])
    expect(await count({ 'a.json': one, 'b.json': two, 'c.json': three })).toEqual([3, 1])
    expect(await count({ 'a.json': one, 'b.json': three })).toEqual([1, 0])
  })
})

describe('places in files', () => {
  it('are lines and columns', async () => {
    const folder = folderOf({ 'a b.sse': `${client.slice(0, client.indexOf('"message_delta"') + 4)}` })
    const file = join(folder, 'a b.sse')
    const { out } = await run(['check', '--format', 'sarif', file])
    const found = (
      JSON.parse(out) as { runs: [{ results: { ruleId: string; locations: unknown }[] }] }
    ).runs[0].results.find(({ ruleId }) => ruleId === 'CAPTURE_CUT')
    expect(found?.locations).toMatchObject([
      {
        physicalLocation: {
          artifactLocation: { uri: expect.stringMatching(/^file:.*a%20b\.sse$/) as string },
          region: { endLine: readFileSync(file, 'utf8').split('\n').length, startColumn: 1 },
        },
      },
    ])
  })

  it('keep the words of the host apart from ours', async () => {
    const folder = folderOf({ 'a,b:c.sse': client.slice(0, -40) })
    const { out } = await run(['check', '--format', 'github', join(folder, 'a,b:c.sse')])
    expect(out).toMatch(/^::(?:error|warning) file=[^,:]*a%2Cb%3Ac\.sse,line=\d+,endLine=\d+/)
  })
})

describe('import, detect, link and open', () => {
  it('take an input in and give it back', async () => {
    const file = sample('litellm-25836/transcript.json')
    const { out: link } = await run(['link', '--base', 'https://interlinear.example/', file])
    expect(link).toMatch(/^https:\/\/interlinear\.example\/#v1\./)
    expect((await run(['open', link.trim()])).out).toBe(text('litellm-25836/transcript.json'))
    expect(JSON.parse((await run(['import', file])).out)).toMatchObject({
      version: 1,
      exchanges: [{ side: 'client' }, { side: 'upstream' }],
    })
  })

  it('say what an input is', async () => {
    const { out } = await run(['detect', '--format', 'json', sample('litellm-25836/upstream.sse')])
    expect(JSON.parse(out)).toMatchObject({
      exchanges: [{ reply: { dialect: 'gemini', kind: 'stream', framing: 'sse' } }],
    })
  })
})

describe('whatever goes wrong', () => {
  const prose = written('prose.txt', 'Nothing to see.')
  it.each([
    [],
    ['conjure'],
    ['translate'],
    ['translate', '--from', 'chat', '--to', 'morse', prose],
    ['translate', '--from', 'chat', '--to', 'gemini', '--kind', 'song', prose],
    ['translate', '--from', 'chat', '--to', 'gemini', '--target', 'model', prose],
    ['translate', '--from', 'chat', '--to', 'gemini', prose],
    [
      'translate',
      '--from',
      'gemini',
      '--to',
      'anthropic',
      '--fault',
      'litellm-22578',
      sample('litellm-25836/upstream.sse'),
    ],
    [
      'translate',
      '--from',
      'gemini',
      '--to',
      'anthropic',
      '--fault',
      'litellm-0',
      sample('litellm-25836/upstream.sse'),
    ],
    ['check', join(scratch, 'absent.json')],
    ['check', '--format', 'morse', prose],
    ['check', '--format', 'sarif', '--clients', prose],
    ['detect', prose],
    ['import', prose],
    ['import', written('empty.json', '')],
    ['link', prose],
    ['open', 'https://interlinear.example/'],
    ['open', '#v1.x.'],
    ['open', '--loud'],
  ])('is one sentence and exit code 2: %s %s %s', async (...args) => {
    const { out, notes, code } = await run(args)
    expect([out, code, notes?.length]).toEqual(['', 2, 1])
    expect(notes?.[0]).toMatch(/^interlinear: [^\n]+[.?]$/)
    expect(notes?.[0]).not.toContain('please report')
  })
})
