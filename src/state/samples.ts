import type { Transcript } from '../transcript/transcript.ts'
import { isObject } from '../wire/json.ts'

/** One of the cases that the empty state offers. */
export interface Sample {
  readonly id: string
  readonly title: string
  readonly summary: string
  /** Folder below samples/. */
  readonly path: string
}

const SAMPLES = 'samples/'

async function fetchJson(path: string): Promise<unknown> {
  const response = await fetch(SAMPLES + path)
  if (!response.ok) throw new Error(`The site did not give ${SAMPLES}${path} (HTTP ${response.status}).`)
  return response.json()
}

export async function fetchSamples(): Promise<readonly Sample[]> {
  const list = await fetchJson('index.json')
  return Array.isArray(list) ? list.filter(isSample) : []
}

const isSample = (value: unknown): value is Sample =>
  isObject(value) && ['id', 'title', 'summary', 'path'].every((key) => typeof value[key] === 'string')

export async function fetchSample(id: string): Promise<Transcript | { readonly problem: string }> {
  const sample = (await fetchSamples()).find((one) => one.id === id)
  if (!sample) return { problem: `There is no case named “${id}” here.` }
  const folder = sample.path.replace(/^\/?samples\//, '').replace(/\/?(?:transcript\.json)?$/, '')
  // Our own files, checked by the laws; the engine walks them again.
  return (await fetchJson(`${folder}/transcript.json`)) as Transcript
}
