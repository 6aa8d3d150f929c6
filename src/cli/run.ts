import packageJson from '../../package.json' with { type: 'json' }
import { DIALECT_IDS, DIALECT_NAMES } from '../hub/dialect.ts'
import { check } from './check.ts'
import { detect } from './detect.ts'
import { importCommand } from './import.ts'
import { link } from './link.ts'
import { open } from './open.ts'
import type { Command, Outcome } from './outcome.ts'
import { Trouble } from './outcome.ts'
import { report } from './report.ts'
import { translate } from './translate.ts'

const COMMANDS: readonly Command[] = [translate, check, report, detect, importCommand, link, open]
const NAMES = COMMANDS.map(({ name }) => name).join(', ')

/** A command line without the program's name → what it did. Whatever goes wrong is one sentence, and exit code 2. */
export async function run(args: readonly string[]): Promise<Outcome> {
  try {
    return await dispatch(args)
  } catch (error) {
    if (error instanceof Trouble) return { out: '', notes: [`interlinear: ${error.message}`], code: 2 }
    return {
      out: '',
      notes: [`interlinear: this failed inside Interlinear (${(error as Error).message}); please report it.`],
      code: 2,
    }
  }
}

async function dispatch([name, ...args]: readonly string[]): Promise<Outcome> {
  if (name === undefined) throw new Trouble(`name a command: ${NAMES}; --help tells more.`)
  if (name === '--help' || name === '-h' || name === 'help') return { out: help() }
  if (name === '--version' || name === '-V') return { out: `${packageJson.version}\n` }
  const command = COMMANDS.find((one) => one.name === name)
  if (!command) throw new Trouble(`there is no command “${name}”; there are ${NAMES}.`)
  if (args.includes('--help') || args.includes('-h'))
    return { out: `${command.usage}\n\n${capital(command.summary)}.\n` }
  return command.run(args)
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function help(): string {
  const dialects = DIALECT_IDS.map(
    (id) => `  ${DIALECT_NAMES[id].short.padEnd(11)}${DIALECT_NAMES[id].title}`,
  )
  return [
    'Reads the traffic of LLM APIs, translates it between dialects and says what is wrong with it.',
    'Nothing leaves this machine.',
    '',
    ...COMMANDS.flatMap(({ usage, summary }) => [usage, `    ${summary}`, '']),
    'FILE may be left out or “-”: then stdin is read. Dialects (D):',
    ...dialects,
    '',
  ].join('\n')
}
