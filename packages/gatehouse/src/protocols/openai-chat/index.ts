/** The codec of OpenAI Chat Completions, as OpenAI and compatible providers speak it. */
import type { Protocol } from '../protocol.ts';
import { rewritten } from '../rewriting.ts';
import { writeWithTable } from '../rewritten-fields.ts';
import { writeStreamEvent } from '../streaming.ts';
import { readAnswer } from './answer.ts';
import { writeFault, writeStreamFault } from './faults.ts';
import { REWRITTEN_FIELDS } from './fields.ts';
import { bypassOfModel, readRequest } from './request.ts';
import { openStream, splitChunk } from './stream.ts';

export const openAiChat: Protocol = {
  id: 'openai-chat',
  readRequest,
  bypassOfModel,
  writeRequest: (request, changes) => writeWithTable(REWRITTEN_FIELDS, request, changes),
  readAnswer,
  writeAnswer: (answer, changes) => rewritten(answer.document, changes),
  openStream,
  writeEvent: writeStreamEvent,
  splitEvent: splitChunk,
  writeFault,
  writeStreamFault,
};
