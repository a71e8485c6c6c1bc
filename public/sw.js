// The service worker: once the workbench was loaded it opens without the server, too. It keeps the files of one build and
// the pages that work by themselves as they were asked for here, never what a person opened or typed.
const build = new URL(self.location.href).searchParams.get("build") ?? "";
const PREFIX = "regrant-";
const CACHE = PREFIX + build;
const PAGES = ["/", "/compare"];

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(openPage(request, pathname));
  else if (isKept(pathname)) event.respondWith(fromCache(request, pathname));
});

/** Files that never change under their name, and the icons. */
function isKept(pathname) {
  return (
    pathname.startsWith("/_next/static/") || /^\/icon[\w-]*\.(?:svg|png)$|^\/manifest\.webmanifest$/.test(pathname)
  );
}

async function keep() {
  const list = await (await fetch("/offline.json", { cache: "no-store" })).json();
  // A page that was open before an update: the next visit brings the worker of the build that is served now.
  if (list.build !== build) throw new Error("Another build is served now.");
  const cache = await caches.open(CACHE);
  await cache.addAll([...PAGES, ...list.files].map((path) => new Request(path, { cache: "no-cache" })));
}

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

async function fromCache(request, pathname) {
  const kept = await caches.match(pathname);
  return kept ?? fetch(request);
}

/** The server's page wherever it answers: pages carry a new nonce each time, and what is practised on is made for them. */
async function openPage(request, pathname) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = PAGES.includes(pathname) ? await caches.match(pathname) : undefined;
    if (kept) return kept;
    const cache = await caches.open(CACHE);
    if (await cache.match("/")) return withoutServer();
    throw error;
  }
}

function withoutServer() {
  const html =
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>Without the server · Regrant</title><h1>This page needs the server, which does not answer</h1><p>Diagnosis, readings, snippets and reports go on without it: <a href="/">to the workbench</a>, <a href="/compare">compare two requests</a>.</p></html>';
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'none'" };
  return new Response(html, { status: 503, headers });
}
