import { sumOf } from '../../hub/usage.ts'
import type { Homeless } from '../dialect.ts'

const SERVED = 'What its servers do, and keep, beside the answer is agreed with Google alone.'

/** What Gemini alone can say, and why nothing stands for it elsewhere. anthropic-gemini.md §§G.1, G.3, G.5. */
export const HOMELESS: readonly Homeless[] = [
  {
    pattern: /^\/(?:safetySettings|safety_settings)(?:\/|$)/,
    why: 'How strictly content is filtered can be set here only.',
  },
  {
    pattern:
      /^\/(?:cachedContent|cached_content|labels|continuationToken|modelArmorConfig|outputConfig|store)(?:\/|$)/,
    why: SERVED,
  },
  {
    pattern:
      /^\/generation_?[cC]onfig\/(?:response_?[mM]odalities|speech_?[cC]onfig|image_?[cC]onfig|media_?[rR]esolution|audioTimestamp|audioTranscriptionConfig|enableAffectiveDialog|enableEnhancedCivicAnswers|routingConfig|modelConfig|responseFormat)(?:\/|$)/,
    why: 'In which medium, and how fine, the answer comes is asked in Gemini’s own way.',
  },
  {
    pattern: /^\/generation_?[cC]onfig\/thinking_?[cC]onfig\//,
    why: 'This way of thinking has no word there.',
  },
  {
    pattern: /\/function_?[dD]eclarations\/\d+\/(?:response|responseJsonSchema|behavior)(?:\/|$)/,
    why: 'What a function gives back is described here only.',
  },
  {
    pattern: /^\/tool_?[cC]onfig\//,
    why: 'How calls are streamed, or places looked up, is chosen here only.',
  },
  {
    pattern:
      /\/(?:partialArgs|willContinue|scheduling|partMetadata|videoMetadata|mediaResolution|mediaProcessing|speechMetadata)(?:\/|$)/,
    why: 'How a part is cut, streamed or looked at is said here only.',
  },
  {
    pattern: /^\/system_?[iI]nstruction\/role$/,
    why: 'The role of instructions is ignored here, and told by the place there.',
  },
  {
    pattern: /\/thought_?[sS]ignature$/,
    why: 'Only the vendor that sealed this can read it.',
  },
  {
    pattern: /^\/candidates\/\d+\/(?:safetyRatings|score)(?:\/|$)|^\/promptFeedback(?:\/|$)/,
    why: 'How the filters judged is told here only; that they stopped the answer is carried.',
  },
  {
    pattern: /^\/candidates\/\d+\/(?:avgLogprobs|logprobsResult|tokenCount)(?:\/|$)/,
    why: 'How probable an answer was as a whole is told here only; that of each token goes with it where there is a field.',
  },
  {
    pattern: /^\/candidates\/\d+\/(?:groundingMetadata|citationMetadata|urlContextMetadata)(?:\/|$)/,
    why: 'How Gemini searched, and how sure it is of a source, is told here only; the sources go with the text that rests on them.',
  },
  {
    pattern: /^\/candidates\/\d+\/(?:finishMessage|continuationToken)$/,
    why: 'There is a word for the end only, and no sentence about it.',
  },
  {
    pattern: /^\/usageMetadata\/\w+TokensDetails(?:\/|$)/,
    why: 'Of the tokens by medium only those of sound are counted elsewhere; the totals include them all.',
  },
  {
    pattern: /^\/usageMetadata\/totalTokenCount$/,
    why: 'There is no field for the sum; its summands are carried.',
    isDerivable: (usage) =>
      usage.totalTokenCount ===
      sumOf(
        usage.promptTokenCount,
        usage.candidatesTokenCount,
        usage.thoughtsTokenCount,
        usage.toolUsePromptTokenCount,
      ),
  },
  {
    pattern: /^\/usageMetadata\/(?:trafficType|serviceTier|billablePromptUsage)(?:\/|$)/,
    why: 'The tier that answered is told in each vendor’s own words, or not at all.',
  },
  { pattern: /^\/createTime$/, why: 'There is no field for when the reply was made.' },
  { pattern: /^\/modelStatus(?:\/|$)/, why: 'How long the model will be served is told here only.' },
  {
    pattern: /^\/(?:\d+\/)?error\/details(?:\/|$)/,
    why: 'Details of an error are Google’s own messages; its words are carried.',
  },
  {
    pattern:
      /^\/candidates\/\d+\/content\/parts\/\d+\/(?:executableCode|codeExecutionResult|toolCall|toolResponse|inlineData|fileData|functionResponse|audioTranscription)(?:\/|$)/,
    why: 'A part that an answer can hold here only: a medium, or a tool that Google’s servers run.',
  },
  {
    pattern: /^\/candidates\/[1-9]\d*\//,
    why: 'There is one answer to a request there; this is a further one.',
  },
]
