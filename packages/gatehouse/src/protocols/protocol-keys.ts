/** The words that the protocols themselves use as keys: as keys they carry nothing, so they are no passages. */

/** INVARIANT: exact members only, never a pattern: whatever a caller can choose is a passage. */
export const PROTOCOL_KEYS: ReadonlySet<string> = new Set(
  `
  additionalProperties allOf allowed_callers allowed_domains allowed_tools allowed_token_ids annotations anyOf
  applied_edits approximate arguments audio background blocked_domains budget_tokens bytes cache_control
  cache_creation cache_creation_input_tokens cache_read_input_tokens cached_tokens caller category choices citation
  citations cited_text city clear_at code completion_tokens completion_tokens_details configs const container content
  content_block context context_management conversation country created custom data default defer_loading definition
  delta description detail details diagnostics disable_parallel_tool_use display document_index document_title effort
  enabled encrypted_content encrypted_index encrypted_stdout end_block_index end_char_index end_index enum ephemeral_1h_input_tokens
  ephemeral_5m_input_tokens error error_code error_message examples expires_at explanation file file_data file_id
  filename finish_reason format frequency_penalty function function_call functions grammar id image_url include_obfuscation
  include_usage index inference_geo input input_audio input_examples input_schema input_tokens is_error items
  json_schema lines logit_bias logprob logprobs max_completion_tokens max_tokens max_uses maxItems maxLength maximum
  mcp_servers media_type message messages metadata minItems minLength minimum mode modalities model moderation n name not
  object obfuscation oneOf output_config output_tokens output_tokens_details parallel_tool_calls param parameters
  partial_json pattern policy prediction presence_penalty previous_message_id previous_response_id prompt
  prompt_cache_breakpoint prompt_cache_key prompt_cache_options prompt_cache_retention prompt_tokens
  prompt_tokens_details properties reasoning reasoning_content reasoning_effort reasoning_tokens refusal
  request_id required response_format retrieved_at return_code role safety_identifier schema search_context_size
  search_result_index seed server_name server_tool_use service_tier signature source speed start_block_index
  start_char_index start_index status stderr stdout stop stop_details stop_reason stop_sequence stop_sequences store
  stream stream_options strict syntax system system_fingerprint temperature text thinking thread title token tool
  tool_call_id tool_calls tool_choice tool_name tool_references tool_use_id tools toolset_name top_k top_logprobs top_p total_tokens
  transcript ttl type url url_citation usage user user_id user_location user_profile_id verbosity voice
  web_search_options workspace_id
  _meta audience blob cacheScope contents destructiveHint elicitationId hasMore icons idempotentHint
  inputRequests inputResponses inputSchema isError lastModified mimeType nextCursor openWorldHint outputSchema priority
  progressToken readOnlyHint requestState requestedSchema resource resultType structuredContent total ttlMs uri
  uriTemplate values io.modelcontextprotocol/clientCapabilities io.modelcontextprotocol/clientInfo
  io.modelcontextprotocol/logLevel io.modelcontextprotocol/protocolVersion io.modelcontextprotocol/serverInfo
  `
    .trim()
    .split(/\s+/),
);
