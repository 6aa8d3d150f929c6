import type { ParseArgsConfig } from 'node:util'
import { parseArgs } from 'node:util'
import type { DialectId } from '../hub/dialect.ts'
import { DIALECT_IDS, DIALECT_NAMES, findDialect } from '../hub/dialect.ts'
import { Trouble } from './outcome.ts'

type OptionTable = NonNullable<ParseArgsConfig['options']>

/** The options and file names of a command line. What it does not know is told in one sentence. */
export function readArguments<const T extends OptionTable>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split(/\. |\n/)
    throw new Trouble(`${sentence.replace(/\.$/, '')}; --help lists what there is.`)
  }
}

/** One of a few words, or a sentence that names them. */
export function chosen<const T extends string>(option: string, given: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === given)
  if (found === undefined) throw new Trouble(`--${option} is one of ${allowed.join(', ')}, not “${given}”.`)
  return found
}

export function dialectNamed(option: string, given: string | undefined): DialectId {
  const names = DIALECT_IDS.map((id) => DIALECT_NAMES[id].short).join(', ')
  if (given === undefined) throw new Trouble(`--${option} is missing: name a dialect, one of ${names}.`)
  const found = findDialect(given)
  if (!found) throw new Trouble(`--${option} names no dialect: “${given}” is none of ${names}.`)
  return found
}

/** The one FILE of a command; undefined means stdin. */
export function oneFile(files: readonly string[]): string | undefined {
  if (files.length > 1) throw new Trouble(`One FILE is read at a time; ${files.length} were given.`)
  return files[0]
}
