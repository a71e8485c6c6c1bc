import type { MetadataRoute } from "next";

/** By this a browser installs the workbench as an app. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Regrant",
    short_name: "Regrant",
    description: "Tells why an OAuth 2 token refresh fails, and hands over the request that works.",
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: "#f2f4f3",
    theme_color: "#f2f4f3",
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icon-maskable.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
