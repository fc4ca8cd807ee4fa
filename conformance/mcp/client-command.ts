/** The command that the suite runs for each scenario: tells the process that plays them all, and ends as that one says. */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

// WHY: loading the client anew for each of 70 scenarios would take a minute; this takes milliseconds.
const {
  GATEHOUSE_SUITE_SOCKET: socket = '',
  MCP_CONFORMANCE_SCENARIO: scenario,
  MCP_CONFORMANCE_CONTEXT: context,
} = process.env;
const connection = connect(socket);
connection.end(JSON.stringify({ url: process.argv.at(-1), scenario, context: JSON.parse(context ?? '{}') }));
const complaint = await text(connection);
if (complaint !== '') process.stderr.write(complaint);
process.exitCode = complaint === '' ? 0 : 1;
