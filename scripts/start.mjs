// npm start: install, build, serve. In a checkout that is installed and built it serves at once.

import { HOST, isFree, portFromEnvironment, serve } from "./serve.mjs";
import { ensureBuilt, ensureInstalled, fail } from "./setup.mjs";

const port = portFromEnvironment();
if (!(await isFree(port)))
  fail(`Port ${port} on ${HOST} is taken: stop what listens there, or start with PORT=${port + 1} npm start.`);
await ensureInstalled();
await ensureBuilt();
const server = serve(port);
server.once("close", (code) => process.exit(code ?? 0));
