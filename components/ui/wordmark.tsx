/** The crossover of a timing diagram, the moment at which a value changes, and the name. */
export function Wordmark() {
  return (
    <a className="brand" href="/">
      <svg viewBox="0 0 30 16" aria-hidden="true">
        <path className="before" d="M0 3h10l10 10h10" />
        <path className="after" d="M0 13h10L20 3h10" />
      </svg>
      Regrant
    </a>
  );
}
