import type { Metadata } from "next";
import { MakeBox } from "../../components/catch/make-box.tsx";
import { catching } from "../../lib/server/catch/catching.ts";
import { settings } from "../../lib/server/settings.ts";

export const metadata: Metadata = {
  title: "Catch",
  description: "An address that catches what your program really sends to a token endpoint, and answers like one.",
};

/** What a box is for, and the button that makes one. */
export default function CatchStartPage() {
  const { problem } = catching();
  const isPublic = settings().mode === "public";
  return (
    <main className="doc" id="verdict" tabIndex={-1}>
      <article>
        <h1>See what your program really sends</h1>
        <p className="lead">
          A box is an address. Point a C# service, Postman, an SDK or a low-code tool at it in place of the token
          endpoint: every request shows here as it arrives, byte for byte, with what is wrong in it.
        </p>
        {isPublic && (
          <p>
            <strong>This Regrant runs on somebody else’s server.</strong> Do not point real secrets at it: use a test
            client, or run Regrant on your own machine.
          </p>
        )}
        {problem !== null && <p role="status">{problem}</p>}
        <MakeBox />
        <ul>
          <li>
            It answers like a strict token server, or in another way that you choose, to test your error handling.
          </li>
          <li>Broken requests are kept too: TLS on the plain port, bad headers, half a body.</li>
          <li>What arrives is kept in memory for an hour, the last hundred requests, or until you delete the box.</li>
        </ul>
        <noscript>
          <p>
            The button needs JavaScript. Without it: <code>POST /api/catch</code> makes a box, and{" "}
            <code>GET /api/catch/&lt;id&gt;</code> shows what it has caught.
          </p>
        </noscript>
      </article>
    </main>
  );
}
