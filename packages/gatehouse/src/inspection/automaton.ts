/** Finds many literals in one walk over a text: the automaton of Aho and Corasick (1975), as one table of transitions. */
import { foldCase } from './letters.ts';

export interface Automaton {
  /** The class of each UTF-16 code unit; 0 stands for all that occur in no literal. */
  readonly classes: Uint8Array;
  /** `next[state + class]` is the next state; states are premultiplied by the number of classes. */
  readonly next: Uint32Array;
  /** States from this one on end at least one literal. */
  readonly accepting: number;
  /** The literals that end in an accepting state, the longest first. */
  outputs(state: number): readonly number[];
}

interface Node {
  readonly children: Map<number, Node>;
  readonly outputs: number[];
  fail: Node | undefined;
  state: number;
}

/** Literals are compared without regard to case. @throws Error when they use more than 255 different characters. */
export function createAutomaton(literals: readonly string[]): Automaton {
  const { classes, count } = classesOf(literals);
  const root = newNode();
  for (const [index, literal] of literals.entries()) insert(root, classes, { literal, index });
  const nodes = link(root);
  const plain = nodes.filter(({ outputs }) => outputs.length === 0);
  const ordered = [...plain, ...nodes.filter(({ outputs }) => outputs.length > 0)];
  for (const [place, node] of ordered.entries()) node.state = place * count;
  const next = new Uint32Array(ordered.length * count);
  // INVARIANT: breadth first, so that the row of a shorter suffix is complete before it is copied.
  for (const node of nodes) {
    const inherited = node.fail?.state;
    if (inherited !== undefined) next.copyWithin(node.state, inherited, inherited + count);
    for (const [symbol, child] of node.children) next[node.state + symbol] = child.state;
  }
  const outputs = ordered.slice(plain.length).map((node) => node.outputs);
  return {
    classes,
    next,
    accepting: plain.length * count,
    outputs: (state) => outputs[state / count - plain.length] ?? [],
  };
}

function classesOf(literals: readonly string[]) {
  const classes = new Uint8Array(65_536);
  let count = 1;
  for (const literal of literals) {
    for (let index = 0; index < literal.length; index += 1) {
      const code = foldCase(literal.charCodeAt(index));
      if (classes[code] !== 0) continue;
      if (count > 255) throw new Error('literals use more than 255 different characters');
      classes[code] = count;
      count += 1;
    }
  }
  for (let code = 0; code < classes.length; code += 1) {
    const folded = foldCase(code);
    if (folded !== code) classes[code] = classes[folded] ?? 0;
  }
  return { classes, count };
}

function insert(
  root: Node,
  classes: Uint8Array,
  { literal, index }: { readonly literal: string; readonly index: number },
): void {
  let node = root;
  for (let at = 0; at < literal.length; at += 1) {
    const symbol = classes[literal.charCodeAt(at)] ?? 0;
    let child = node.children.get(symbol);
    if (child === undefined) {
      child = newNode();
      node.children.set(symbol, child);
    }
    node = child;
  }
  if (node !== root) node.outputs.push(index);
}

/** Sets where each node falls back to; the value is all nodes, breadth first. */
function link(root: Node): readonly Node[] {
  const nodes = [root];
  for (const node of nodes) {
    for (const [symbol, child] of node.children) {
      let fallback = node.fail;
      while (fallback !== undefined && !fallback.children.has(symbol)) fallback = fallback.fail;
      child.fail = fallback?.children.get(symbol) ?? root;
      child.outputs.push(...child.fail.outputs);
      nodes.push(child);
    }
  }
  return nodes;
}

function newNode(): Node {
  return { children: new Map(), outputs: [], fail: undefined, state: 0 };
}
