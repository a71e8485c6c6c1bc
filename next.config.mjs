/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // In development Next prints every target; one with a query may hold what somebody put there by mistake.
  logging: { incomingRequests: { ignore: [/\?/] } },
  // The optimizer would be one more machine that fetches addresses; there is nothing for it to do.
  images: { unoptimized: true },
};
