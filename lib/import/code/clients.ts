import type { ClientCall } from "./clients/client-call.ts";
import { dotnetCalls } from "./clients/dotnet.ts";
import { goCalls } from "./clients/go.ts";
import { javascriptCalls } from "./clients/javascript.ts";
import { jvmCalls } from "./clients/jvm.ts";
import { phpCalls } from "./clients/php.ts";
import { pythonCalls } from "./clients/python.ts";
import { rubyCalls } from "./clients/ruby.ts";
import { rustCalls } from "./clients/rust.ts";
import { springCalls } from "./clients/spring.ts";

/** Calls of all clients that are known; the first that fits a call is applied. */
export const CLIENT_CALLS: readonly ClientCall[] = [
  ...javascriptCalls,
  ...pythonCalls,
  ...phpCalls,
  ...dotnetCalls,
  ...springCalls,
  ...jvmCalls,
  ...goCalls,
  ...rubyCalls,
  ...rustCalls,
];
