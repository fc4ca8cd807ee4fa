/** The command line: wires commands to the terminal, the environment and the disk. */
import { parseArgs } from 'node:util';
import { DEFAULT_DATA, upCommand } from './up.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    data: { type: 'string', default: DEFAULT_DATA },
    config: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    'data-port': { type: 'string', default: '8080' },
    'control-port': { type: 'string', default: '8081' },
    real: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const stopped = new Promise((resolve) => {
  process.once('SIGINT', resolve);
  process.once('SIGTERM', resolve);
});
process.exitCode = await upCommand(
  {
    data: values.data,
    config: values.config,
    host: values.host,
    dataPort: Number(values['data-port']),
    controlPort: Number(values['control-port']),
    real: values.real,
    json: values.json,
    environment: process.env,
    stopped,
  },
  {
    write: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    color: process.stdout.isTTY,
  },
);
