/** What the gate is compared with: a reverse proxy of node:http and undici that looks at nothing. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Pool } from 'undici';

const pool = new Pool(process.argv[2] ?? '', { connections: 1_024 });

function forward(request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '').replace('/openai', '');
  const headers = { 'content-type': 'application/json', 'content-length': request.headers['content-length'] };
  pool.dispatch(
    { path, method: 'POST', headers, body: request },
    {
      onRequestStart() {},
      onResponseStart(_controller, status, upstream) {
        response.writeHead(status, { 'content-type': String(upstream['content-type']) });
      },
      onResponseData(controller, bytes) {
        if (!response.write(bytes)) {
          controller.pause();
          response.once('drain', () => controller.resume());
        }
      },
      onResponseEnd() {
        response.end();
      },
      onResponseError() {
        response.destroy();
      },
    },
  );
}

// WHY: as long as the gate keeps its own, so that neither closes connections that wait for their turn.
const server = createServer({ keepAliveTimeout: 75_000 }, forward);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address !== 'string') process.stdout.write(`${address.port}\n`);
});
