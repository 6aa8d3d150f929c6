// What deflate knows before it starts: skeletons of states and of the four dialects' bodies as `pack.ts` leaves them, in
// the order in which the wire emits them, the commonest last because near distances cost fewer bits. Frozen: links made
// with it exist. Another dictionary is another link version. At most 6 KB: more gave 2 % (12 KB, recorded bodies).

/** @source Field names and event orders of the vendors' public API references. */
const GEMINI =
  'data: {"candidates": [{"content": {"parts": [{"text": ""}],"role": "model"},"finishReason": "STOP","index": 0}],' +
  '"usageMetadata": {"promptTokenCount": 1,"candidatesTokenCount": 1,"totalTokenCount": 1,"promptTokensDetails": ' +
  '[{"modality": "TEXT","tokenCount": 1}],"thoughtsTokenCount": },"modelVersion": "gemini-2.5-flash","responseId": "' +
  'data: {"candidates":[{"content":{"parts":[{"thought":true,"text":"{"functionCall":{"name":"","args":{},"id":"' +
  '"thoughtSignature":""}],"role":"model"},"finishReason":"STOP","index":0,"safetyRatings":[{"category":"HARM_CATEGORY_",' +
  '"modelVersion":"gemini-3-pro-preview"'

const REQUESTS =
  '{"contents":[{"role":"user","parts":[{"text":""}]}],"tools":[{"functionDeclarations":[{"generationConfig":{' +
  '{"model":"gpt-4o","stream":true,"stream_options":{"include_usage":true},"temperature":0,"max_completion_tokens":' +
  '"messages":[{"role":"system","content":"You are a helpful assistant."},{"role":"user","content":"What is the weather in "},' +
  '"arguments":"{\\"city\\": \\"Paris\\"}"}}]},{"role":"tool","tool_call_id":"call_","content":""}],"input_schema":' +
  '{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"location":{"type":"string",' +
  '"description":"The '

const CHAT =
  '{"id":"chatcmpl-","object":"chat.completion","created":17,"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"message":' +
  '\x05data: {"id":"chatcmpl-","object":"chat.completion.chunk","created":17,"model":"gpt-4o-2024-08-06",' +
  '"service_tier":"default","system_fingerprint":"fp_","choices":[{"index":0,"delta":{"role":"assistant","content":null,' +
  '"tool_calls":[{"index":0,"id":"call_","type":"function","function":{"name":"","arguments":""}}],"refusal":null},' +
  '{"arguments":"\x01"}}]},"delta":{"reasoning_content":"\x01"},"delta":{"content":"\x01"},"logprobs":null,"finish_reason":null}],' +
  '"usage":null,"obfuscation":"\x01"}\n\n\x04data: {"choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"tool_calls"}],' +
  '"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":1,"prompt_tokens_details":{"cached_tokens":0,' +
  '"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,' +
  '"rejected_prediction_tokens":0}}}\n\n\x04data: [DONE]\n\n'

const RESPONSES =
  '\x04event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_0","object":"response",' +
  '"created_at":17,"status":"in_progress","background":false,"completed_at":null,"error":null,"frequency_penalty":0.0,' +
  '"incomplete_details":null,"instructions":null,"max_output_tokens":null,"max_tool_calls":null,"model":"gpt-5-2025-08-07",' +
  '"output":[],"parallel_tool_calls":true,"presence_penalty":0.0,"previous_response_id":null,' +
  '"prompt_cache_key":null,"prompt_cache_retention":null,"reasoning":{"effort":"medium","summary":"auto"},' +
  '"safety_identifier":null,"service_tier":"auto","store":true,"temperature":1.0,"text":{"format":{"type":"text"},' +
  '"verbosity":"medium"},"tool_choice":"auto","tools":[{"type":"function","description":"","name":"","parameters":{"type":' +
  '"object","properties":{},"additionalProperties":false,"required":[]},"strict":true}],"top_logprobs":0,"top_p":1.0,' +
  '"truncation":"disabled","usage":null,"user":null,"metadata":{}}}\n\n' +
  '\x04event: response.in_progress\ndata: {"type":"response.in_progress","sequence_number":1,"response":' +
  'event: response.function_call_arguments.delta\ndata: {"item":{"id":"msg_0",' +
  '"type":"message","status":"in_progress","content":[],"role":"assistant"},"output_index":0,"sequence_number":2}\n\n' +
  '\x05event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":\x02,"item_id":"msg_0",' +
  '"sequence_number":\x02}\n\n\x04event: response.output_text.done\ndata: {"type":"response.output_text.done","content_index":0,' +
  '"part":{"type":"output_text","annotations":[],"logprobs":[],"text":""},"sequence_number":}\n\n' +
  '\x04event: response.output_item.done\n' +
  'data: {"type":"response.output_item.done","item":{"id":"msg_0","type":"message","status":"completed","content":[{"type":' +
  '"usage":{"input_tokens":1,"input_tokens_details":{"cached_tokens":0},"output_tokens":1,' +
  '"output_tokens_details":{"reasoning_tokens":0},"total_tokens":1},"user":null,"metadata":{}},"sequence_number":}\n\n'

const ANTHROPIC =
  '"stop_reason":"end_turn","stop_sequence":null,"usage":\x04event: message_start\ndata: {"type":"message_start","message":{' +
  '"model":"claude-sonnet-4-5-20250929","id":"msg_01","type":"message","role":"assistant","content":[],"stop_reason":null,' +
  '"stop_sequence":null,"usage":{"input_tokens":1,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,' +
  '"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":1,"service_tier":"standard"' +
  ',"inference_geo":"not_available"}}}\n\n{"type":"thinking_delta","thinking":"{"type":"signature_delta","signature":"' +
  '"content_block":{"type":"tool_use","id":"toolu_01","name":"","input":{},"caller":{"type":"direct"}}}\n\n' +
  '{"type":"input_json_delta","partial_json":"\x01"}}\n\n' +
  '\x04event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":' +
  '{"type":"text","text":""}}\n\n\x04event: ping\ndata: {"type": "ping"}\n\n\x05event: content_block_delta\ndata: {"type":' +
  '"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\x01"}\x03}\n\n\x05event: content_block_stop\ndata: {"type":' +
  '"content_block_stop","index":0}\n\n\x04event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"tool_use",' +
  '"output_tokens":1}}\n\n\x04event: message_stop\ndata: {"type":"message_stop"}\n\n'

const STATE =
  '{"error":{"message":"","type":"invalid_request_error","param":null,"code":null}}' +
  '["x-api-key","sk-ant-*********["anthropic-version","2023-06-01"],' +
  '["user-agent","["x-request-id","req_["authorization","Bearer ' +
  '{"view":{"exchange":"x1","tab":"events","row":0,"lanes":["openai-chat",' +
  '"openai-responses","anthropic-messages","gemini"]},"transcript":{"version":1,"title":"","exchanges":[{"id":"x1",' +
  '"side":"upstream","startedAt":"2026-","dialect":"gemini","dialect":"openai-chat","side":"client",' +
  '"request":{"method":"POST","url":"https://generativelanguage.googleapis.com/v1beta/models/' +
  '"headers":[["content-type","application/json"]],"body":1},"dialect":"openai-responses","dialect":"anthropic-messages",' +
  '"reply":{"status":200,"headers":[["content-type","text/event-stream; charset=utf-8"]],"times":{"steps":[0,"body":[1,1]}}]}}\n'

export const DICTIONARY_V1 = GEMINI + REQUESTS + CHAT + RESPONSES + ANTHROPIC + STATE
