/** The codec of Anthropic's Messages API and its count_tokens. */
import type { Protocol } from '../protocol.ts';
import { rewritten } from '../rewriting.ts';
import { writeWithTable } from '../rewritten-fields.ts';
import { splitDelta, writeStreamEvent } from '../streaming.ts';
import { readAnswer } from './answer.ts';
import { writeFault, writeStreamFault } from './faults.ts';
import { REWRITTEN_FIELDS } from './fields.ts';
import { readRequest } from './request.ts';
import { openStream } from './stream.ts';

export const anthropicMessages: Protocol = {
  id: 'anthropic-messages',
  readRequest,
  bypassOfModel: () => undefined,
  writeRequest: (request, changes) => writeWithTable(REWRITTEN_FIELDS, request, changes),
  readAnswer,
  writeAnswer: (answer, changes) => rewritten(answer.document, changes),
  openStream,
  writeEvent: writeStreamEvent,
  splitEvent: splitDelta,
  writeFault,
  writeStreamFault,
};
