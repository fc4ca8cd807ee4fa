/** Bytes on the wire that two servers in a row would cut into different requests, and callers that never finish. */
import type { SceneCell } from '../cell.ts';
import { sendRaw } from '../run/raw.ts';
import { MARK } from '../samples.ts';
import type { ProtocolName } from '../words.ts';
import { bodyOf, PATHS, PROTOCOLS } from './asking.ts';

interface Row {
  readonly place: string;
  /** The head's lines behind the first, and the body. */
  readonly head: (body: string) => readonly string[];
  readonly body?: (body: string) => readonly (string | number)[];
  /** The status of the only answer. */
  readonly status: number;
}

const lengthOf = (body: string) => `content-length: ${Buffer.byteLength(body)}`;

const ROWS: readonly Row[] = [
  {
    place: 'a length and chunks',
    head: (body) => [lengthOf(body), 'transfer-encoding: chunked'],
    status: 400,
  },
  { place: 'two lengths', head: (body) => [lengthOf(body), 'content-length: 5'], status: 400 },
  { place: 'a length that is no number', head: () => ['content-length: +5'], status: 400 },
  { place: 'chunks in disguise', head: () => ['transfer-encoding: xchunked'], status: 400 },
  { place: 'a space before the colon', head: (body) => [lengthOf(body), 'x-a : 1'], status: 400 },
  { place: 'a folded header', head: (body) => [lengthOf(body), 'x-a: 1', ' 2'], status: 400 },
  { place: 'a header with a null', head: (body) => [lengthOf(body), 'x-a: a\0b'], status: 400 },
  {
    place: 'a body that never ends',
    head: (body) => [lengthOf(`${body}${body}`)],
    body: (body) => [body],
    status: 408,
  },
];

/** Beyond the time that the gate gives a request. */
const PATIENCE_MS = 8_000;

export const WIRE_CELLS: readonly SceneCell[] = PROTOCOLS.flatMap((protocol: ProtocolName) =>
  ROWS.map(({ place, head, body = (text) => [text], status }) => ({
    control: 'bytes on the wire',
    protocol,
    mode: 'plain' as const,
    place,
    needs: 'stage' as const,
    async play(stage, mark) {
      const text = JSON.stringify(bodyOf({ protocol, mode: 'plain' }, 'ok')).replaceAll(MARK, mark);
      const credential = stage.credential('developer', mark);
      const lines = [
        `POST ${PATHS[protocol]} HTTP/1.1`,
        `host: ${new URL(stage.url).host}`,
        `authorization: Bearer ${credential}`,
        'content-type: application/json',
        ...head(text),
      ];
      const answer = await sendRaw(stage.url, [`${lines.join('\r\n')}\r\n\r\n`, ...body(text)], PATIENCE_MS);
      const statuses = [...answer.text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, code]) => Number(code));
      const calls = (await stage.received(mark)).length;
      return [
        ...(statuses.join() === String(status) ? [] : [`answered with ${statuses.join()}, not ${status}`]),
        ...(answer.ended ? [] : ['the connection stayed open']),
        ...(calls === 0 ? [] : ['the provider was called']),
      ];
    },
  })),
);
