import type { SchemaRule } from '../../dialects/dialect.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { spell } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { FunctionTool, OutputFormat, Tool } from '../../hub/request.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual, isObject } from '../../wire/json.ts'
import type { RequestStep, StepContext } from '../step.ts'
import { fromOpenApi } from './schemas/from-openapi.ts'
import { toOpenApi } from './schemas/to-openapi.ts'
import { toAnnotated, toClosed, toObject, toPlain } from './schemas/to-vendor.ts'

const STEP = 'reshape-schemas'

/** Each rule's reshaping; undefined where the schema cannot be had in that form. */
const RESHAPE: Readonly<Record<SchemaRule, (schema: Json) => Json | undefined>> = {
  any: (schema) => schema,
  object: toObject,
  closed: toClosed,
  plain: toPlain,
  annotated: toAnnotated,
  openapi: toOpenApi,
}

/** A whole schema is one leaf of the accounting: it is carried, or changed as one. */
const reshaped = (schema: Leaf<Json>, value: Json): Leaf<Json> =>
  deepEqual(value, schema.value) ? schema : spell(schema, value, STEP)

interface Held {
  readonly schema: Leaf<Json>
  readonly strict?: Leaf<boolean>
}

/** Where strictness is refused for the schema, the schema stays and the strictness goes. */
function fitTo(schema: Leaf<Json>, strict: Leaf<boolean> | undefined, rules: readonly SchemaRule[]): Held {
  let value = schema.value
  for (const rule of rules) {
    const next = RESHAPE[rule](value)
    if (next === undefined)
      return {
        schema: reshaped(schema, value),
        ...(strict ? { strict: spell(strict, false, STEP) } : {}),
      }
    value = next
  }
  return { schema: reshaped(schema, value), ...(strict ? { strict } : {}) }
}

function fitTool(tool: Tool, { capabilities, losses }: StepContext): Tool {
  if (tool.kind !== 'function' || !tool.parameters) return tool
  const { tool: loose, strict: tight } = capabilities.schemas
  const parameters =
    tool.group !== undefined && !tool.isJsonSchema
      ? reshaped(tool.parameters, fromOpenApi(tool.parameters.value))
      : tool.parameters
  const rules = tool.strict?.value === true ? [loose, tight] : [loose]
  const { schema, strict } = fitTo(parameters, tool.strict, rules)
  if (loose === 'openapi' && isEmpty(schema.value)) {
    const { parameters: _, ...rest } = tool
    lose(losses, 'empty-schema', 'A function without parameters has no schema here.', tool.parameters)
    return rest
  }
  if (schema === tool.parameters && strict === tool.strict) return tool
  const fitted: FunctionTool = { ...tool, parameters: schema, ...(strict ? { strict } : {}) }
  return fitted
}

const isEmpty = (schema: Json): boolean =>
  isObject(schema) && (!isObject(schema.properties) || Object.keys(schema.properties).length === 0)

function fitFormat(format: OutputFormat, isOpenApi: boolean, { capabilities }: StepContext): OutputFormat {
  if (!format.schema) return format
  const { format: loose, strict: tight } = capabilities.schemas
  const given = isOpenApi ? reshaped(format.schema, fromOpenApi(format.schema.value)) : format.schema
  const { schema, strict } = fitTo(
    given,
    format.strict,
    format.strict?.value === true ? [loose, tight] : [loose],
  )
  return schema === format.schema && strict === format.strict
    ? format
    : { ...format, schema, ...(strict ? { strict } : {}) }
}

/** Schemas of tools and of the answer as the target takes them, read from the source's own form where it has one. */
export const reshapeSchemas = (isOpenApi: boolean): RequestStep => ({
  name: STEP,
  why: 'This dialect takes another part of JSON Schema; what it cannot say is put into descriptions.',
  run(request, context) {
    const tools = request.tools.map((tool) => fitTool(tool, context))
    const format = request.format && fitFormat(request.format, isOpenApi, context)
    if (tools.every((tool, i) => tool === request.tools[i]) && format === request.format) return request
    return { ...request, tools, ...(format ? { format } : {}) }
  },
})
