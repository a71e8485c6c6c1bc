import { findBuiltFiles } from "../../lib/server/built-files.ts";

export const dynamic = "force-dynamic";

/** What the service worker keeps (`public/sw.js`): this build's id and files, and the icons. */
export async function GET(): Promise<Response> {
  const { build, files } = await findBuiltFiles();
  return Response.json({
    build,
    files: [...files, "/icon.svg", "/icon-192.png", "/icon-512.png", "/manifest.webmanifest"],
  });
}
