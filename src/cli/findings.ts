import { isAbsolute, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import packageJson from '../../package.json' with { type: 'json' }
import type { Link } from '../inspect/chains/links.ts'
import { linkTranscript } from '../inspect/chains/links.ts'
import { sayLink } from '../inspect/chains/words.ts'
import { compareSides } from '../inspect/compare/compare.ts'
import { sayHop } from '../inspect/compare/sentence.ts'
import type { Sides } from '../inspect/compare/sides.ts'
import type { Finding, Place, Severity } from '../inspect/finding.ts'
import { placeHandle } from '../inspect/place-handle.ts'
import { findingHandle } from '../transcript/handle.ts'
import type { Transcript } from '../transcript/transcript.ts'
import { readExchange } from '../translate/reading.ts'
import type { Captures } from './captures.ts'
import { printJson } from './outcome.ts'
import type { Region } from './regions.ts'
import { regionFinder } from './regions.ts'

type Report = (findings: readonly Finding[], captures: Captures) => string

/** Findings in the forms that people, scripts and code hosts read. */
export const REPORTS = { text, json, sarif, github } as const satisfies Record<string, Report>

/** Words count frames from 1, as handles and the rows on the screen do. */
const placeWords = ({ exchange, side, half, frame, pointer }: Place): string =>
  [exchange, side, half, frame === undefined ? undefined : `frame ${frame + 1}`, pointer]
    .filter(Boolean)
    .join(' ')

function text(findings: readonly Finding[], captures: Captures): string {
  const { transcript } = captures
  const compared = compareSides(transcript)
  const sides = sidesText(compared, findings)
  const hasDifferences = compared.hops.some(({ differences }) => differences.length > 0)
  const blocks = findings.map((finding, index) =>
    [
      `${finding.severity}  ${finding.rule}  ${finding.places.map(placeWords).join(', ')}`,
      `  ${finding.message}`,
      `  ${finding.consequence}`,
      `  Handle: ${[findingHandle(index), ...handlesOf(finding, transcript)].join(' at ')}`,
      ...faultLines(finding),
      ...(finding.otherSide === undefined ? [] : [`  ${finding.otherSide}`]),
      `  Fix: ${finding.fix}`,
      ...(finding.references.length === 0 ? [] : [`  See: ${finding.references.join(', ')}`]),
      '',
    ].join('\n'),
  )
  return `${[...blocks, ...sides, ...chainText(captures), ...filesText(captures), summaryOf(findings, transcript.exchanges.length, hasDifferences)].join('\n')}\n`
}

/** Of the place that is named first, where it is a row. */
function handlesOf({ places: [place] }: Finding, { exchanges }: Transcript): readonly string[] {
  const handle =
    place &&
    placeHandle(
      place,
      exchanges.find(({ id }) => id === place.exchange),
    )
  return handle === undefined ? [] : [handle]
}

/** Where a chain breaks, and what is missing there. */
function chainText({ transcript }: Captures): string[] {
  const broken = linksOf(transcript).filter(({ to }) => to === undefined)
  return broken.length > 0 ? [...broken.map((link) => `chain  ${sayLink(link)}`), ''] : []
}

const linksOf = ({ exchanges }: Transcript): readonly Link[] =>
  [...linkTranscript(exchanges.map(readExchange)).values()].flat()

/** Which exchange stands in which file, where there are several. */
function filesText({ fileOf }: Captures): string[] {
  const idsIn = new Map<string, Set<string>>()
  for (const [id, halves] of fileOf)
    for (const file of Object.values(halves) as string[])
      idsIn.set(file, (idsIn.get(file) ?? new Set()).add(id))
  if (idsIn.size < 2) return []
  return [...[...idsIn].map(([file, ids]) => `file   ${file}: ${[...ids].join(' ')}`), '']
}

function faultLines({ fault, knownFault }: Finding): string[] {
  if (fault === undefined) return []
  if (!knownFault) return [`  Known fault: ${fault}`]
  const { title, proof, issue, mended } = knownFault
  return [`  Known fault: ${fault}: ${title}`, `    ${proof}`, `    ${mended} ${issue}`]
}

/** What the gateway made of each half; of a lone side only where something is wrong with it. */
function sidesText({ hops, unpaired }: Sides, findings: readonly Finding[]): string[] {
  const isFound = (id: string): boolean =>
    findings.some(
      ({ severity, places }) => severity === 'error' && places.some(({ exchange }) => exchange === id),
    )
  const lines = [
    ...hops.flatMap((hop) => [
      `sides  ${hop.from} to ${hop.to}, ${hop.half}: ${sayHop(hop, 1)}`,
      ...hop.differences.slice(1).map(({ deed }) => `  it also ${deed}`),
    ]),
    ...unpaired
      .filter(({ exchange }) => isFound(exchange))
      .map(({ exchange, sentence }) => `sides  ${exchange}: ${sentence}`),
  ]
  return lines.length > 0 ? [...lines, ''] : []
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

function summaryOf(findings: readonly Finding[], exchanges: number, hasDifferences: boolean): string {
  const among = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length
  if (findings.length === 0)
    return hasDifferences
      ? `No rule was broken in ${count(exchanges, 'exchange')}, but the sides differ as told above.`
      : `Nothing wrong was found in ${count(exchanges, 'exchange')}.`
  return `${count(among('error'), 'error')}, ${count(among('warning'), 'warning')}, ${count(among('info'), 'note')} in ${count(exchanges, 'exchange')}.`
}

function json(findings: readonly Finding[], { transcript, fileOf }: Captures): string {
  return printJson({
    findings: findings.map((finding, index) => withHandles(finding, index, transcript)),
    sides: compareSides(transcript),
    chains: linksOf(transcript),
    files: Object.fromEntries(fileOf),
  })
}

/** Handles count from 1, as the screen does; frames in the same JSON count from 0. */
const withHandles = (finding: Finding, index: number, { exchanges }: Transcript) => ({
  handle: findingHandle(index),
  ...finding,
  places: finding.places.map((place) => ({
    ...place,
    handle: placeHandle(
      place,
      exchanges.find(({ id }) => id === place.exchange),
    ),
  })),
})

const SARIF_LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' }

/** SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
function sarif(findings: readonly Finding[], captures: Captures): string {
  const ids = [...new Set(findings.map(({ rule }) => rule))]
  const findRegion = regionFinder(captures)
  const locationOf = (place: Place) => {
    const region = findRegion(place)
    return {
      physicalLocation: {
        artifactLocation: { uri: uriOf(captures.fileOf.get(place.exchange)?.[place.half]) },
        ...(region ? { region } : {}),
      },
      logicalLocations: [{ fullyQualifiedName: placeWords(place) }],
    }
  }
  const results = findings.map(({ rule, severity, message, fix, places, fault }) => {
    const [first, ...others] = places
    return {
      ruleId: rule,
      ruleIndex: ids.indexOf(rule),
      level: SARIF_LEVELS[severity],
      message: { text: `${message} ${fix}` },
      locations: first ? [locationOf(first)] : [],
      ...(others.length > 0
        ? { relatedLocations: others.map((place, id) => ({ id, ...locationOf(place) })) }
        : {}),
      ...(fault === undefined ? {} : { properties: { fault } }),
    }
  })
  const rules = ids.map((id) => descriptorOf(findings.find(({ rule }) => rule === id) as Finding))
  const driver = { name: 'interlinear', version: packageJson.version, rules }
  return printJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  })
}

const descriptorOf = ({ rule, consequence, fix, references }: Finding) => ({
  id: rule,
  shortDescription: { text: consequence },
  help: { text: [fix, ...references].join('\n') },
  ...(references[0] === undefined ? {} : { helpUri: references[0] }),
})

/** Relative to where the command runs, as code hosts want it; in full where it lies elsewhere. */
function uriOf(file = '-'): string {
  if (file === '-') return 'stdin'
  const path = relative('', file)
  if (path.startsWith('..') || isAbsolute(path)) return pathToFileURL(file).href
  return path.split(sep).map(encodeURIComponent).join('/')
}

const GITHUB_WORDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
}

/** Workflow commands: one line a finding, which the host pins to the file. */
function github(findings: readonly Finding[], captures: Captures): string {
  const findRegion = regionFinder(captures)
  const lines = findings.map(({ rule, severity, message, fix, places }) => {
    const [place] = places
    const region = place && findRegion(place)
    const properties = {
      file: nameOf(place && captures.fileOf.get(place.exchange)?.[place.half]),
      ...(region ? lineOf(region) : {}),
      title: rule,
    }
    const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
    const where = place ? ` (${placeWords(place)})` : ''
    return `::${GITHUB_WORDS[severity]} ${list.join(',')}::${escapeData(`${message}${where} ${fix}`)}\n`
  })
  return lines.join('')
}

/** The host takes columns only where one line is meant. */
const lineOf = ({ startLine, startColumn, endLine, endColumn }: Region) => ({
  line: startLine,
  endLine,
  ...(startLine === endLine ? { col: startColumn, endColumn } : {}),
})

function nameOf(file = '-'): string {
  const path = file === '-' ? file : relative('', file)
  return path.startsWith('..') ? file : path.split(sep).join('/')
}

const escapeData = (value: string): string =>
  value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const escapeProperty = (value: string): string =>
  escapeData(value).replaceAll(':', '%3A').replaceAll(',', '%2C')
