export const PNG = 'TUFSS2ltYWdl'
export const PDF = 'TUFSS2ZpbGU='
export const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string', description: 'MARK parameter' } },
  required: ['city'],
  additionalProperties: false,
}
export const ANSWER_SCHEMA = {
  type: 'object',
  properties: { sky: { type: 'string', description: 'MARK schema' } },
  required: ['sky'],
  additionalProperties: false,
}
