import { calls } from './calls.ts'
import { captures } from './captures.ts'
import { content } from './content.ts'
import { errors } from './errors.ts'
import { finish } from './finish.ts'
import { framing } from './framing.ts'
import { grammar } from './grammar.ts'
import { history } from './history.ts'
import { pairing } from './pairing.ts'
import { reasoning } from './reasoning.ts'
import { requests } from './requests.ts'
import type { Samples } from './sample.ts'
import { stream } from './stream.ts'
import { turns } from './turns.ts'
import { usage } from './usage.ts'

export const SAMPLES: Samples = {
  ...calls,
  ...pairing,
  ...turns,
  ...finish,
  ...history,
  ...stream,
  ...grammar,
  ...framing,
  ...errors,
  ...requests,
  ...usage,
  ...reasoning,
  ...content,
  ...captures,
}
