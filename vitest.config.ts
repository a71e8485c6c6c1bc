import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "@": path.resolve(import.meta.dirname ?? "."),
      // The guard package throws outside a React server bundle; tests import the rooms it guards on purpose.
      "server-only": path.resolve(import.meta.dirname ?? ".", "scripts/empty-module.mjs"),
    },
  },
  test: {
    include: ["lib/**/*.test.ts", "app/**/*.test.ts", "components/**/*.test.ts", "scripts/**/*.test.ts"],
    testTimeout: 30_000,
  },
});
