import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False in the HTML and until the script has taken over, true from then on. */
export function useIsLive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
