/** Generates the reference of `gatehouse.yaml` from its schema. */
import { settingsJsonSchema } from '../../packages/gatehouse/src/config/json-schema.ts';

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  /** Forms that are told apart by the key `kind`. */
  readonly oneOf?: readonly Schema[];
}

interface Row {
  readonly path: string;
  readonly schema: Schema;
  readonly required: boolean;
}

export const configuration = {
  path: 'docs/reference/configuration.md',
  render: () => `# gatehouse.yaml

Generated from \`packages/gatehouse/src/config/schema.ts\`; change it there and run \`npm run docs\`. Editors read the same
as JSON Schema: [gatehouse.schema.json](gatehouse.schema.json).

Unknown keys are errors. A default is what holds when a key is left out; \`required\` keys have none. \`<name>\` stands for
a name that you choose, \`[]\` for each entry of a list.

${Object.entries(ROOT.properties ?? {})
  .map(([name, schema]) => section(name, schema))
  .join('\n')}`,
};

const ROOT = settingsJsonSchema() as Schema;

function section(name: string, schema: Schema): string {
  const rows = rowsOf({ path: name, schema, required: ROOT.required?.includes(name) ?? false });
  return `## ${name}

| key | value | default | meaning |
|---|---|---|---|
${rows.map((row) => `| \`${row.path}\` | ${cell(valueText(row.schema))} | ${defaultOf(row)} | ${cell(row.schema.description ?? '')} |`).join('\n')}
`;
}

/** The key itself, then everything below it. */
function rowsOf(row: Row): readonly Row[] {
  const { path, schema } = row;
  const { required, additionalProperties, items } = schema;
  const properties = schema.oneOf === undefined ? schema.properties : joined(schema.oneOf);
  const inner: Row[] = Object.entries(properties ?? {}).flatMap(([name, child]) =>
    rowsOf({
      path: `${path}.${name}`,
      schema: child,
      required: [
        ...(required ?? []),
        ...(schema.oneOf ?? []).flatMap((form) => form.required ?? []),
      ].includes(name),
    }),
  );
  if (isOfObjects(additionalProperties))
    inner.push(...rowsOf(member(`${path}.<name>`, additionalProperties)));
  if (isOfObjects(items)) inner.push(...rowsOf(member(`${path}[]`, items)));
  const isBare = path.endsWith('[]') || path.endsWith('.<name>');
  return isBare ? inner : [row, ...inner];
}

/** The keys of all forms, each saying which forms have it unless all do. */
function joined(forms: readonly Schema[]): Readonly<Record<string, Schema>> {
  const kinds = forms.map(({ properties }) => properties?.kind?.const);
  const names = [...new Set(forms.flatMap(({ properties }) => Object.keys(properties ?? {})))];
  return Object.fromEntries(
    names.map((name) => {
      const having = forms.filter(({ properties }) => properties?.[name] !== undefined);
      const [first = {}] = having.map(({ properties }) => properties?.[name] ?? {});
      if (name === 'kind') return [name, { enum: kinds }];
      if (having.length === forms.length) return [name, first];
      const whose = having.map(({ properties }) => code(properties?.kind?.const)).join(', ');
      return [name, { ...first, description: `${first.description ?? ''} (${whose})`.trim() }];
    }),
  );
}

function member(path: string, schema: Schema): Row {
  return { path, schema, required: false };
}

function isOfObjects(schema: Schema | boolean | undefined): schema is Schema {
  return typeof schema === 'object' && (schema.properties ?? schema.oneOf) !== undefined;
}

function valueText(schema: Schema): string {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(valueText).join(' or ');
  if (schema.items !== undefined)
    return isOfObjects(schema.items) ? 'list' : `list of ${valueText(schema.items)}`;
  if (schema.type === 'object') return objectOf(schema);
  if (schema.type === 'integer' || schema.type === 'number') return `${schema.type}${rangeOf(schema)}`;
  if (schema.format === 'uri') return 'URL';
  return schema.format ?? schema.type ?? '';
}

function objectOf({ properties, additionalProperties }: Schema): string {
  if (typeof additionalProperties === 'object') {
    return isOfObjects(additionalProperties) ? 'map' : `map of names to ${valueText(additionalProperties)}`;
  }
  const names = Object.keys(properties ?? {});
  return names.length === 1 ? `\`{ ${names[0]}: … }\`` : 'object';
}

function rangeOf({ minimum, maximum, exclusiveMinimum }: Schema): string {
  const bounds = [
    ...(exclusiveMinimum === undefined ? [] : [`more than ${exclusiveMinimum}`]),
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? [] : [`to ${maximum}`]),
  ];
  return bounds.length === 0 ? '' : ` ${bounds.join(' ')}`;
}

function defaultOf({ schema, required }: Row): string {
  if (required) return 'required';
  const value = schema.default;
  if (value === undefined) return '';
  return typeof value === 'object' && JSON.stringify(value) === '{}' ? '' : code(value);
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
