import type { PracticeReply } from "./reply.ts";

const PAGE = `<!DOCTYPE html>
<html lang="en">
<head><title>Sign in</title></head>
<body><h1>Sign in</h1><p>People are sent here to allow a program what it asks for. Tokens come from another address.</p></body>
</html>
`;

/** What the practice server's authorization endpoint answers a program: a page for people (RFC 6749 section 3.1). */
export const SIGN_IN_REPLY: PracticeReply = {
  status: 200,
  headers: [
    ["Content-Type", "text/html;charset=UTF-8"],
    ["Cache-Control", "no-store"],
    ["Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"],
    ["X-Content-Type-Options", "nosniff"],
  ],
  body: PAGE,
};
