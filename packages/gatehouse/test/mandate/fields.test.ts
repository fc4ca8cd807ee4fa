/** How results are labelled field by field. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FieldManifest } from '../../src/kernel/manifest.ts';
import { labelled } from '../../src/mandate/fields.ts';
import type { Json } from '../../src/mandate/flow.ts';
import { tool } from './world.ts';

function label(result: readonly FieldManifest[], value: Json) {
  const { entries, outside } = labelled(tool({ effect: 'read', of: 'thing', result }), value, 1);
  const shown = entries.map(({ fields }) =>
    fields.map(({ name, raw, writers }) => `${name}=${raw} ${writers}`),
  );
  return { shown, outside: outside.map(({ text }) => text) };
}

describe('labels', () => {
  it('are given by path, and what no row speaks of is outsiders’', () => {
    const rows: FieldManifest[] = [{ path: 'items[].id', writers: 'system', role: 'id' }];
    assert.deepEqual(label(rows, { items: [{ id: 1, note: 'n' }, { id: 2 }], next: 'm' }), {
      shown: [['id=1 system'], ['id=2 system']],
      outside: ['n', 'm'],
    });
  });

  it('hold for maps by name, and for the names', () => {
    const rows: FieldManifest[] = [
      { path: '*~', writers: 'system', role: 'name' },
      { path: '*', writers: 'system', role: 'number', name: 'rating', label: 'Rating' },
    ];
    assert.deepEqual(label(rows, { Inn: 'Rating: 4\nReviews: Rating: 5\nRating: 9' }), {
      shown: [['name=Inn system', 'rating=4 system']],
      outside: ['Reviews: Rating: 5\nRating: 9'],
    });
  });

  it('hold for a text only where it begins with the label', () => {
    const rows: FieldManifest[] = [{ path: '', writers: 'system', role: 'number', label: 'Rating' }];
    assert.deepEqual(label(rows, 'Great!\nRating: 5'), { shown: [], outside: ['Great!\nRating: 5'] });
  });

  it('hold for lines, without their heading', () => {
    const rows: FieldManifest[] = [{ path: '', writers: 'system', role: 'name', lines: true }];
    assert.deepEqual(label(rows, 'Inns: A\nB\n').shown, [['=A system'], ['=B system']]);
  });

  it('that hold for some records hold for no others', () => {
    const rows: FieldManifest[] = [{ path: '[].text', writers: 'owner', where: { field: 'by', is: 'me' } }];
    assert.deepEqual(label(rows, [{ by: 'me', text: 'a' }, { by: 'you', text: 'b' }, { text: 'c' }]), {
      shown: [['text=a owner']],
      outside: ['me', 'you', 'b', 'c'],
    });
  });

  it('of a domain hold for addresses in exactly this domain', () => {
    const rows: FieldManifest[] = [
      { path: '[].text', writers: 'members', where: { field: 'by', is: '@acme.example' } },
    ];
    const by = [
      'ann@acme.example',
      'ann@evil-acme.example',
      'ann@acme.example.evil',
      'x@acme.example@evil.example',
    ];
    const given = by.map((one) => ({ by: one, text: one }));
    assert.deepEqual(label(rows, given).shown, [['text=ann@acme.example members']]);
  });
});
