/** Edits by position: only what is edited changes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonNode } from '../../src/protocols/json/document.ts';
import { applyEdits } from '../../src/protocols/json/edit.ts';
import { parseJson } from '../../src/protocols/json/parse.ts';

function stringsOf(node: JsonNode): readonly JsonNode[] {
  return node.kind === 'string' ? [node] : node.children.flatMap(stringsOf);
}

test('no edit keeps every byte, and an edit of a leaf to itself does too', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const source = JSON.stringify(value, null, 1);
      const parsed = parseJson(source, { depthMax: 64 });
      fc.pre(parsed.ok);
      assert(parsed.ok);
      const same = stringsOf(parsed.value.root).map(({ start, end }) => ({
        start,
        end,
        text: source.slice(start, end),
      }));
      assert.equal(applyEdits(source, []), source);
      assert.equal(applyEdits(source, same.toReversed()), source);
    }),
  );
});

test('edits at leaves change only those leaves', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), fc.nat(), fc.string(), (list, at, text) => {
      const index = at % list.length;
      const source = JSON.stringify({ list, rest: [list] });
      const parsed = parseJson(source, { depthMax: 64 });
      assert(parsed.ok);
      const leaf = parsed.value.root.children[0]?.children[index];
      assert(leaf);
      const edited = applyEdits(source, [{ start: leaf.start, end: leaf.end, text: JSON.stringify(text) }]);
      assert.deepEqual(JSON.parse(edited), { list: list.with(index, text), rest: [list] });
    }),
  );
});

test('overlapping edits and edits outside of the source are defects', () => {
  const edit = (start: number, end: number) => ({ start, end, text: 'x' });
  assert.throws(() => applyEdits('abcdef', [edit(0, 3), edit(2, 4)]), /overlap/);
  assert.throws(() => applyEdits('abcdef', [edit(2, 9)]), /overlap/);
  assert.throws(() => applyEdits('abcdef', [edit(3, 2)]), /overlap/);
  assert.equal(applyEdits('abcdef', [edit(2, 4), edit(0, 2), edit(4, 4)]), 'xxxef');
});
