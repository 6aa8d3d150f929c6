import { run } from './run.ts'

// Whoever reads may stop early (`| head`): that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2))

const { out, notes = [], code = 0 } = await run(process.argv.slice(2))
for (const note of notes) console.error(note)
process.exitCode = code
process.stdout.write(out)
