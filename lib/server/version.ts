import "server-only";
import { version } from "../../package.json";

/** What Regrant calls itself where it sends: `regrant/` and its version. */
export const USER_AGENT = `regrant/${version}`;
