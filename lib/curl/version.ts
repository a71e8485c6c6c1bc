/** The releases whose behaviour is known by recorded runs, oldest first. */
export const RELEASES = ["7.88.1", "8.14.1", "8.21.0"] as const;
export type Release = (typeof RELEASES)[number];

/** The version that is imitated where nobody names one. */
export const DEFAULT_VERSION = "8.21.0";

const VERSION = /^(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?/;

/** True for text that looks like what `curl --version` prints: "8.14.1", "8.5". */
export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/**
 * The known release that a version behaves as: the newest one not above it, the oldest one for anything below, the
 * default for text that is no version.
 */
export function toRelease(version: string): Release {
  if (isRelease(version)) return version;
  const wanted = parseVersion(version) ?? parseVersion(DEFAULT_VERSION);
  let release: Release = RELEASES[0];
  for (const known of RELEASES) if (wanted && compare(parseVersion(known), wanted) <= 0) release = known;
  return release;
}

/** True if `release` is `first` or newer. */
export function isSince(release: Release, first: Release): boolean {
  return release === first || AGES[release] > AGES[first];
}

const AGES: Readonly<Record<Release, number>> = { "7.88.1": 0, "8.14.1": 1, "8.21.0": 2 };

function isRelease(version: string): version is Release {
  return (RELEASES as readonly string[]).includes(version);
}

function parseVersion(text: string): readonly number[] | undefined {
  const match = VERSION.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)] : undefined;
}

function compare(a: readonly number[] | undefined, b: readonly number[]): number {
  for (let i = 0; i < 3; i++) {
    const difference = (a?.[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
