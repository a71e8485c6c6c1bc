/** Called by Next once, before the server takes its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ guardWire }, { recordPeers }, { recordHeads }, { startCatching }] = await Promise.all([
    import("./lib/server/wire-gate.ts"),
    import("./lib/server/peer.ts"),
    import("./lib/server/catch/head-record.ts"),
    import("./lib/server/catch/catching.ts"),
  ]);
  recordHeads();
  guardWire();
  recordPeers();
  await startCatching();
}
