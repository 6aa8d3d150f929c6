import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { spell } from '../../hub/leaf.ts'
import type { McpServer } from '../../hub/mcp.ts'
import { present } from '../../hub/present.ts'
import type { FunctionTool, Tool } from '../../hub/request.ts'
import { isObject } from '../../wire/json.ts'
import { MCP_KEY, readMcpServers } from './mcp.ts'
import { readSearch, SEARCH_KEY } from './search.ts'
import type { Form } from './words.ts'
import { DIALECT, gather, keyIn, tagOf } from './words.ts'

/** One entry of `tools`: a list of functions, and any number of hosted tools beside it. */
export function readToolGroup(entry: Cursor, group: number): Tool[] {
  const form: Form = []
  const key = keyIn(entry, 'functionDeclarations', form)
  const declared = entry.peek(key)
  const isReadable =
    Array.isArray(declared) &&
    declared.length > 0 &&
    declared.every((one) => isObject(one) && typeof one.name === 'string')
  if (!isReadable)
    return [
      {
        kind: 'opaque',
        dialect: DIALECT,
        raw: entry.leaf(),
        group,
        ...present({ search: readSearch(entry), mcp: serversOf(entry) }),
      },
    ]
  const functions = (entry.list(key) ?? []).map((declaration) => readFunction(declaration, [...form], group))
  const others = (entry.rest(DIALECT)?.entries ?? []).map(
    ([name, leaf]): Tool => ({
      kind: 'opaque',
      dialect: DIALECT,
      raw: spell(leaf, { [name]: leaf.value }),
      group,
      ...present({
        search: SEARCH_KEY.test(name) ? readSearch(entry) : undefined,
        mcp: MCP_KEY.test(name) ? serversOf(entry) : undefined,
      }),
    }),
  )
  return [...functions, ...others]
}

function serversOf(entry: Cursor): readonly McpServer[] | undefined {
  const servers = readMcpServers(entry)
  return servers.length > 0 ? servers : undefined
}

function readFunction(declaration: Cursor, form: Form, group: number): FunctionTool {
  const name = declaration.string('name') as Leaf<string>
  const description = declaration.string('description')
  const schemaKey = keyIn(declaration, 'parametersJsonSchema', form)
  const jsonSchema = declaration.json(schemaKey)
  const parameters = jsonSchema ?? declaration.json('parameters')
  const isJsonSchema = jsonSchema ? true : undefined
  const extras = gather(declaration.rest(DIALECT))
  return {
    kind: 'function',
    name,
    group,
    ...present({ description, parameters, isJsonSchema, tag: tagOf(form), extras }),
  }
}
