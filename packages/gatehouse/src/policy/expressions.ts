/** Cedar conditions as data: built as syntax trees, so that no name from a charter can ever become syntax. */
import type { Expr, PatternElem } from '@cedar-policy/cedar-wasm/nodejs';

type Subject = 'principal' | 'resource' | 'context';

export const condition = {
  all,
  any,
  attribute,
  among,
  overlaps,
  within,
  empty,
  isKind,
  named,
  except,
  not,
  notAfter,
};

function all(parts: readonly Expr[]): Expr {
  return parts.length === 0
    ? { Value: true }
    : parts.reduce((left, right) => ({ '&&': { left, right } }) as Expr);
}

function any(parts: readonly Expr[]): Expr {
  return parts.length === 0
    ? { Value: false }
    : parts.reduce((left, right) => ({ '||': { left, right } }) as Expr);
}

function attribute(of: Subject, attr: string): Expr {
  return { '.': { left: { Var: of }, attr } };
}

/** The value is one of these. */
function among(values: readonly string[], right: Expr): Expr {
  return { contains: { left: setOf(values), right } };
}

/** The set has one of these. */
function overlaps(left: Expr, values: readonly string[]): Expr {
  return { containsAny: { left, right: setOf(values) } };
}

/** The set has nothing but these. */
function within(right: Expr, values: readonly string[]): Expr {
  return { containsAll: { left: setOf(values), right } };
}

function empty(arg: Expr): Expr {
  return { isEmpty: { arg } };
}

function isKind(type: string): Expr {
  return { is: { left: { Var: 'principal' }, entity_type: type } };
}

function except(left: Expr, value: string): Expr {
  return { '!=': { left, right: { Value: value } } };
}

/** The value is covered by one of these patterns, in which `*` stands for any run of characters. */
function named(patterns: readonly string[], value: Expr): Expr {
  const exact = patterns.filter((pattern) => !pattern.includes('*'));
  const wild = patterns.filter((pattern) => pattern.includes('*'));
  return any([
    ...(exact.length > 0 ? [among(exact, value)] : []),
    ...wild.map((pattern): Expr => ({ like: { left: value, pattern: elements(pattern) } })),
  ]);
}

function elements(pattern: string): PatternElem[] {
  return pattern
    .split('*')
    .flatMap((literal, index): PatternElem[] => [
      ...(index > 0 ? (['Wildcard'] as const) : []),
      ...(literal === '' ? [] : [{ Literal: literal }]),
    ]);
}

function not(arg: Expr): Expr {
  return { '!': { arg } };
}

/** The number is at most this one. */
function notAfter(left: Expr, value: number): Expr {
  return { '<=': { left, right: { Value: value } } };
}

function setOf(values: readonly string[]): Expr {
  return { Set: values.map((value) => ({ Value: value })) };
}
