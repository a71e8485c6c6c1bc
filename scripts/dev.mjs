// npm run dev: the app with live reload, on the same PORT and HOST.
import { start } from "./children.mjs";
import { HOST, portFromEnvironment } from "./serve.mjs";
import { ensureInstalled, NEXT, ROOT } from "./setup.mjs";

const port = portFromEnvironment();
await ensureInstalled();
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", PORT: String(port), HOST };
const server = start(process.execPath, [NEXT, "dev", "-p", String(port), "-H", HOST], { cwd: ROOT, env });
server.once("close", (code) => process.exit(code ?? 0));
