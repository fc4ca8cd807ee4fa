/** The footprint of policies: which facts they read, so that decisions are remembered by nothing else. */
import type { Expr, ExprNoExt } from '@cedar-policy/cedar-wasm/nodejs';
import type { CompiledPolicy } from './compiled.ts';
import { MODEL_CONTEXT, TOOL_CONTEXT } from './vocabulary.ts';

/** How an attribute is read: compared with these strings only, or in some way that needs its whole value. */
export type Reading = ReadonlySet<string> | 'whole';

export interface Footprint {
  /** By attribute; `*` stands for the claims that are tags. What is absent is not read. */
  readonly principal: ReadonlyMap<string, Reading>;
  readonly context: ReadonlySet<string>;
  /** Of the marks, those that matter. */
  readonly classes: Reading;
}

export const CLAIMS = '*';
const PRINCIPAL = ['tenant', 'id', 'roles', 'teams', 'purposes', CLAIMS];
const CONTEXT = [...new Set([...Object.keys(MODEL_CONTEXT), ...Object.keys(TOOL_CONTEXT)])];

/** WHY without extension calls: their names are none of the ones looked for, so they are walked like any record. */
type Node = ExprNoExt;

interface Draft {
  readonly principal: Map<string, Set<string> | 'whole'>;
  readonly context: Set<string>;
  classes: Set<string> | 'whole';
}

/** Errs on the side of reading more: a shape that is not recognised reads everything that it could. */
export function footprintOf(policies: readonly CompiledPolicy[]): Footprint {
  const draft: Draft = { principal: new Map(), context: new Set(), classes: new Set() };
  for (const { syntax, remedy } of policies) {
    const { principal, conditions } = syntax;
    const anyone = principal.op === 'All' || (principal.op === 'is' && principal.in === undefined);
    if (!anyone) readAll(draft, 'principal');
    for (const clause of conditions) walk(clause.body, draft);
    // An obligation is open while its data is there, whether or not its condition reads the data.
    if (remedy !== undefined) addClasses(draft, remedy.classes);
  }
  return draft;
}

function walk(node: unknown, draft: Draft): void {
  if (typeof node !== 'object' || node === null) return;
  if (
    readsMarks(node as Node, draft) ||
    readsLiterals(node as Node, draft) ||
    readsAttribute(node as Node, draft)
  )
    return;
  if ('Value' in node) return;
  if ('Var' in node) {
    if (node.Var === 'principal' || node.Var === 'context') readAll(draft, node.Var);
    return;
  }
  for (const inner of Object.values(node)) walk(inner, draft);
}

/**
 * `["a"].contains(principal.x)` and `principal.x.containsAny(["a"])` see no other value than the ones they list;
 * `context.classes.containsAny(["a"])` and `context.classes.contains("a")` no other mark.
 */
function readsLiterals(node: Node, draft: Draft): boolean {
  const shape =
    'contains' in node
      ? { set: node.contains.left, of: node.contains.right }
      : 'containsAny' in node
        ? { set: node.containsAny.right, of: node.containsAny.left }
        : undefined;
  const attribute = shape && attributeOf(shape.of, 'principal');
  const literals = shape && literalsOf(shape.set);
  if (attribute === undefined || literals === undefined) return false;
  const known = draft.principal.get(attribute) ?? new Set();
  if (known !== 'whole') for (const literal of literals) known.add(literal);
  draft.principal.set(attribute, known);
  return true;
}

function readsMarks(node: Node, draft: Draft): boolean {
  const [of, set] =
    'containsAny' in node
      ? [node.containsAny.left, node.containsAny.right]
      : 'contains' in node
        ? [node.contains.left, { Set: [node.contains.right] }]
        : [];
  const literals = set && literalsOf(set);
  if (of === undefined || literals === undefined || attributeOf(of, 'context') !== 'classes') return false;
  addClasses(draft, literals);
  return true;
}

function readsAttribute(node: Node, draft: Draft): boolean {
  if ('is' in node && isVariable(node.is.left, 'principal') && node.is.in === undefined) return true;
  if ('hasTag' in node && isVariable(node.hasTag.left, 'principal')) {
    draft.principal.set(CLAIMS, 'whole');
    walk(node.hasTag.right, draft);
    return true;
  }
  if ('getTag' in node && isVariable(node.getTag.left, 'principal')) {
    draft.principal.set(CLAIMS, 'whole');
    walk(node.getTag.right, draft);
    return true;
  }
  const access = '.' in node ? node['.'] : 'has' in node ? node.has : undefined;
  if (access === undefined) return false;
  const name = Array.isArray(access.attr) ? (access.attr[0] ?? '') : access.attr;
  if (isVariable(access.left, 'principal')) draft.principal.set(name, 'whole');
  else if (isVariable(access.left, 'context')) readContext(draft, name);
  else return false;
  return true;
}

function readAll(draft: Draft, variable: 'principal' | 'context'): void {
  if (variable === 'context') for (const name of CONTEXT) readContext(draft, name);
  else for (const name of PRINCIPAL) draft.principal.set(name, 'whole');
}

function readContext(draft: Draft, name: string): void {
  draft.context.add(name);
  if (name === 'classes') draft.classes = 'whole';
}

function addClasses(draft: Draft, names: readonly string[]): void {
  draft.context.add('classes');
  if (draft.classes !== 'whole') for (const name of names) draft.classes.add(name);
}

function attributeOf(expr: Expr, variable: 'principal' | 'context'): string | undefined {
  const node = expr as Node;
  return '.' in node && isVariable(node['.'].left, variable) ? node['.'].attr : undefined;
}

function literalsOf(node: Expr): string[] | undefined {
  if (!('Set' in node) || !Array.isArray(node.Set)) return undefined;
  const values = node.Set.map((item) => ('Value' in item ? item.Value : undefined));
  return values.every((value) => typeof value === 'string') ? values : undefined;
}

function isVariable(node: Expr, name: string): boolean {
  return 'Var' in node && node.Var === name;
}
