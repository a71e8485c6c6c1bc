import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { OfflineLine } from "../components/offline/offline-line.tsx";
import { THEME_SCRIPT } from "../components/ui/theme-script.ts";
import { TopBar } from "../components/ui/top-bar.tsx";
import { findBuiltFiles } from "../lib/server/built-files.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Regrant: why an OAuth 2 token refresh fails", template: "%s · Regrant" },
  description: "Tells why an OAuth 2 token refresh fails, and hands over the request that works.",
  applicationName: "Regrant",
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f2f4f3" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1314" },
  ],
};

// The nonce of the content security policy is new for each answer, so no page can be made in advance.
export const dynamic = "force-dynamic";

/** The nonce that proxy.ts put into the request's own policy, as Next reads it for its scripts. */
function findNonce(policy: string | null): string | undefined {
  return policy?.match(/'nonce-([A-Za-z0-9+/_=-]+)'/)?.[1];
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = findNonce((await headers()).get("content-security-policy"));
  const { build } = await findBuiltFiles();
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours that must run before the first paint */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body>
        <a className="skip" href="#verdict">
          Skip to the content
        </a>
        <TopBar />
        <OfflineLine build={build} />
        {children}
        <div id="say" className="vh" role="status" />
      </body>
    </html>
  );
}
