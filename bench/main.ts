/** Benchmarks: `npm run --silent bench -- NAME` prints progress on stderr and one JSON object on its last line. */
type Bench = (args: readonly string[]) => Record<string, unknown> | Promise<Record<string, unknown>>;

// WHY `import` within: each of them loads much that the others do not need.
const BENCHMARKS: Readonly<Record<string, () => Promise<Bench>>> = {
  gate: async () => (await import('./gate/gate.ts')).benchGate,
  policy: async () => (await import('./policy.ts')).benchPolicy,
  inspect: async () => (await import('./inspect/inspect.ts')).benchInspect,
  detect: async () => (await import('./detect/detect.ts')).benchDetect,
  broker: async () => (await import('./broker/broker.ts')).benchBroker,
  agents: async () => (await import('./agents/agents.ts')).benchAgents,
};

const [name = '', ...args] = process.argv.slice(2);
const load = Object.hasOwn(BENCHMARKS, name) ? BENCHMARKS[name] : undefined;
if (load === undefined) {
  process.stderr.write(
    `There is no benchmark "${name}"; there are: ${Object.keys(BENCHMARKS).join(', ')}.\n`,
  );
  process.exitCode = 2;
} else {
  const bench = await load();
  process.stdout.write(`${JSON.stringify(await bench(args))}\n`);
}
