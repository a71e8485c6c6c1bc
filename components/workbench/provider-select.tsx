"use client";

import { useEffect, useState } from "react";
import type { ProviderEntry } from "../../lib/providers/provider.ts";
import { Icon } from "../ui/icon.tsx";

/** The presets, fetched after the first paint; until then the list names only what is chosen. */
export function useProviders(): readonly ProviderEntry[] {
  const [entries, setEntries] = useState<readonly ProviderEntry[]>([]);
  useEffect(() => {
    let isWanted = true;
    import("../../lib/providers/entries.ts").then(
      ({ PROVIDER_ENTRIES }) => isWanted && setEntries(PROVIDER_ENTRIES),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return entries;
}

/** Whose token endpoint it is. */
export function ProviderSelect({
  id,
  value,
  found,
  providers,
  onChoose,
}: {
  id: string;
  value: string;
  /** The name of the preset that the address shows, where none is chosen. */
  found: string | null;
  providers: readonly ProviderEntry[];
  onChoose: (entry: ProviderEntry | undefined) => void;
}) {
  const isListed = value === "" || providers.some((entry) => entry.id === value);
  return (
    <div className="fld">
      <label htmlFor={id}>Provider</label>
      <div className="sel">
        <select
          id={id}
          value={value}
          onChange={(event) => onChoose(providers.find((entry) => entry.id === event.target.value))}
        >
          <option value="">{found ? `${found} (from the URL)` : "Not chosen"}</option>
          {!isListed && <option value={value}>{value}</option>}
          {providers.map((entry) => (
            <option key={entry.id} value={entry.id}>
              {entry.name}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </div>
    </div>
  );
}
