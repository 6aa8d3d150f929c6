import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { fieldAt, textAt } from '../../json-places.ts'
import { callPieces } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

function find(scene: Scene): Hit[] {
  const hits: Hit[] = []
  const idOf = new Map<string, string>()
  const told = new Set<string>()
  for (const call of callPieces(scene)) {
    const index = fieldAt(call, 'index')?.value
    const id = textAt(call, 'id')
    if (typeof index !== 'number' || !id) continue
    const key = `${String(fieldAt(call.choice, 'index')?.value ?? 0)} ${index}`
    const before = idOf.get(key)
    idOf.set(key, id)
    // A new id without a name goes on with the same call at servers that make up an id for each chunk.
    const body = fieldAt(call, 'function')
    const isNew = before !== undefined && before !== id && body && textAt(body, 'name')
    if (!isNew || told.has(key)) continue
    told.add(key)
    hits.push(
      hitAt(
        scene,
        'reply',
        { frame: call.frame, pointer: `${call.pointer}/index` },
        `The calls ${before} and ${id} both use index ${index}; clients glue their arguments together.`,
      ),
    )
  }
  return hits
}

export const indexCollision: Rule = {
  id: 'TOOL_INDEX_COLLISION',
  number: 5,
  title: 'Two calls share one stream index',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['openai-chat'],
  consequence: 'Clients collect by index: one call vanishes, and its arguments end up behind the other’s.',
  fix: 'Count the calls of a reply from 0; do not copy the index that the provider gave, and do not test it for truth.',
  references: [
    'https://github.com/ollama/ollama/issues/15457',
    'https://github.com/Portkey-AI/gateway/issues/1275',
    'https://github.com/agno-agi/agno/issues/8879',
  ],
  find,
}
