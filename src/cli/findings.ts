import packageJson from '../../package.json' with { type: 'json' }
import type { Sides } from '../inspect/compare/compare.ts'
import { compareSides } from '../inspect/compare/compare.ts'
import { sayHop } from '../inspect/compare/sentence.ts'
import type { Finding, Place, Severity } from '../inspect/finding.ts'
import type { Captures } from './input.ts'
import { printJson } from './outcome.ts'

type Report = (findings: readonly Finding[], captures: Captures) => string

/** Findings in the forms that people, scripts and code hosts read. */
export const REPORTS = { text, json, sarif, github } as const satisfies Record<string, Report>

const placeWords = ({ exchange, side, half, frame, pointer }: Place): string =>
  [exchange, side, half, frame === undefined ? undefined : `frame ${frame}`, pointer]
    .filter(Boolean)
    .join(' ')

function text(findings: readonly Finding[], { transcript }: Captures): string {
  const sides = sidesText(compareSides(transcript), findings)
  const blocks = findings.map((finding) =>
    [
      `${finding.severity}  ${finding.rule}  ${finding.places.map(placeWords).join(', ')}`,
      `  ${finding.message}`,
      `  ${finding.consequence}`,
      ...faultLines(finding),
      `  Fix: ${finding.fix}`,
      ...(finding.references.length === 0 ? [] : [`  See: ${finding.references.join(', ')}`]),
      '',
    ].join('\n'),
  )
  return `${[...blocks, ...sides, summaryOf(findings, transcript.exchanges.length)].join('\n')}\n`
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
      `sides  ${hop.from} to ${hop.to}, ${hop.half}: ${sayHop(hop, 0)}`,
      ...hop.differences.slice(1).map(({ deed }) => `  it also ${deed}`),
    ]),
    ...unpaired
      .filter(({ exchange }) => isFound(exchange))
      .map(({ exchange, sentence }) => `sides  ${exchange}: ${sentence}`),
  ]
  return lines.length > 0 ? [...lines, ''] : []
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

function summaryOf(findings: readonly Finding[], exchanges: number): string {
  const among = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length
  if (findings.length === 0) return `Nothing wrong was found in ${count(exchanges, 'exchange')}.`
  return `${count(among('error'), 'error')}, ${count(among('warning'), 'warning')}, ${count(among('info'), 'note')} in ${count(exchanges, 'exchange')}.`
}

function json(findings: readonly Finding[], { transcript }: Captures): string {
  return printJson({ findings, sides: compareSides(transcript) })
}

const SARIF_LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' }

/** SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
function sarif(findings: readonly Finding[], { fileOf }: Captures): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].map((id) => ({ id }))
  const results = findings.map(({ rule, severity, message, fix, places }) => ({
    ruleId: rule,
    level: SARIF_LEVELS[severity],
    message: { text: `${message} ${fix}` },
    locations: places.map((place) => ({
      physicalLocation: { artifactLocation: { uri: fileOf.get(place.exchange) ?? '-' } },
      logicalLocations: [{ fullyQualifiedName: placeWords(place) }],
    })),
  }))
  const driver = { name: 'interlinear', version: packageJson.version, rules }
  return printJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, results }],
  })
}

const GITHUB_WORDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
}

/** Workflow commands: one line a finding, which the host pins to the file. */
function github(findings: readonly Finding[], { fileOf }: Captures): string {
  const lines = findings.map(({ rule, severity, message, fix, places }) => {
    const [place] = places
    const properties = `file=${escapeProperty(fileOf.get(place?.exchange ?? '') ?? '-')},title=${escapeProperty(rule)}`
    const where = place ? ` (${placeWords(place)})` : ''
    return `::${GITHUB_WORDS[severity]} ${properties}::${escapeData(`${message}${where} ${fix}`)}\n`
  })
  return lines.join('')
}

const escapeData = (value: string): string =>
  value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const escapeProperty = (value: string): string =>
  escapeData(value).replaceAll(':', '%3A').replaceAll(',', '%2C')
