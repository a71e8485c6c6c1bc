"use client";

import { useEffect, useState } from "react";
import { say } from "../ui/say.ts";

const ASK_AGAIN_MS = 5_000;
const LOST = "The server does not answer.";
const GOES_ON =
  "Diagnosis, readings, comparing, snippets and reports go on in this tab; Send, Probe, Variants, Catch, Practice and the pages to read wait for it.";

/** Starts the service worker of this build, and says so where the server does not answer, with what that means. */
export function OfflineLine({ build }: { build: string }) {
  const [isOffline, setOffline] = useState(false);
  useEffect(() => {
    if (build === "" || !("serviceWorker" in navigator)) return;
    // After all that the page itself needs: the worker fetches every file of the build.
    const start = () => navigator.serviceWorker.register(`/sw.js?build=${build}`).catch(() => undefined);
    if (document.readyState === "complete") start();
    else window.addEventListener("load", start, { once: true });
    return () => window.removeEventListener("load", start);
  }, [build]);

  useEffect(() => {
    let isWanted = true;
    const ask = async () => {
      const answers = await fetch("/api/health", { method: "HEAD", cache: "no-store" }).then(
        () => true,
        () => false,
      );
      if (isWanted) setOffline(!answers);
    };
    const lose = () => setOffline(true);
    // A page out of the worker's store looks like any other; without a worker the page itself came from the server.
    if (!navigator.onLine) lose();
    else if (navigator.serviceWorker?.controller) ask();
    window.addEventListener("offline", lose);
    window.addEventListener("online", ask);
    const timer = isOffline ? setInterval(ask, ASK_AGAIN_MS) : undefined;
    return () => {
      isWanted = false;
      clearInterval(timer);
      window.removeEventListener("offline", lose);
      window.removeEventListener("online", ask);
    };
  }, [isOffline]);

  useEffect(() => {
    if (isOffline) say(`${LOST} ${GOES_ON}`);
  }, [isOffline]);

  if (!isOffline) return null;
  return (
    <p className="offline">
      <b>{LOST}</b> {GOES_ON}
    </p>
  );
}
