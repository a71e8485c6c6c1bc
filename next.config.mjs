/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // The optimizer would be one more machine that fetches addresses; there is nothing for it to do.
  images: { unoptimized: true },
};
