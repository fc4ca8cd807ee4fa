/** Files of crossings: whatever kind they say they are, each is read once for each tenant, and within bounds. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFileReader } from '../../src/inspection/files/file-reader.ts';
import { latin, pdfSaying, pngSaying } from './file-samples.ts';

const base64 = (bytes: Buffer) => bytes.toString('base64');

describe('a reader of files', () => {
  it('reads what a file is, and leaves what it cannot read', async () => {
    const reader = createFileReader({ elapsedMs: () => 0 });
    const files = [
      pngSaying('from a picture'),
      pdfSaying('from a page'),
      latin('GIF89a'),
      Buffer.from('%PDF-'),
    ];
    const [png, pdf, gif, broken] = await reader.read('acme', files.map(base64));
    assert.match(png ?? '', /from a picture/);
    assert.match(pdf ?? '', /from a page/);
    assert.deepEqual([gif, broken], [undefined, undefined]);
  });

  it('reads a file that is two kinds at once as both', async () => {
    const picture = Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xfe]),
      Buffer.from([0, 2 + 'a comment'.length]),
      latin('a comment'),
      Buffer.from([0xff, 0xda, 0, 2, 0xff, 0xd9]),
    ]);
    const both = Buffer.concat([picture, pdfSaying('a page behind it')]);
    const [text] = await createFileReader({ elapsedMs: () => 0 }).read('acme', [base64(both)]);
    assert.match(text ?? '', /a page behind it/);
  });

  it('reads no more files and bytes than one crossing may bring', async () => {
    const file = base64(pngSaying('a comment'));
    const reader = createFileReader({ elapsedMs: () => 0 });
    const many = await reader.read('acme', Array(20).fill(file));
    assert.equal(many.filter((text) => text !== undefined).length, 16);
    assert.deepEqual(await reader.read('acme', ['A'.repeat(49 * 1024 * 1024), file]), [undefined, undefined]);
  });

  it('takes no longer than a crossing may wait, and knows what it has read before for each tenant', async () => {
    let now = 0;
    const reader = createFileReader({
      elapsedMs: () => {
        now += 6_000;
        return now;
      },
    });
    const [first = '', second = '', third = ''] = ['one', 'two', 'three'].map((text) =>
      base64(pngSaying(text)),
    );
    const are = async (tenant: string, files: readonly string[]) =>
      (await reader.read(tenant, files)).map((text) => text !== undefined);
    assert.deepEqual(await are('acme', [first, second, third]), [true, false, false]);
    assert.deepEqual(await are('acme', [second, first]), [true, true]);
    assert.deepEqual(await are('acme', [third, first, second]), [true, true, true]);
    assert.deepEqual(await are('globex', [first, second, third]), [true, false, false]);
  });

  it('lets nobody wait for the files of strangers', async () => {
    const reader = createFileReader({ elapsedMs: () => 0 });
    const file = base64(pdfSaying('a page'));
    const all = await Promise.all(Array.from({ length: 12 }, (_, index) => reader.read(`t${index}`, [file])));
    assert.equal(all.filter(([text]) => text !== undefined).length, 8);
    const [again] = await reader.read('t11', [file]);
    assert.match(again ?? '', /a page/);
  });
});
