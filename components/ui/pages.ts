/** The pages that the bar leads to. */
export const PAGES = [
  { href: "/", name: "Workbench" },
  { href: "/catch", name: "Catch" },
  { href: "/compare", name: "Compare" },
  { href: "/rules", name: "Rules" },
  { href: "/errors", name: "Errors" },
  { href: "/providers", name: "Providers" },
  { href: "/practice", name: "Practice" },
] as const;
