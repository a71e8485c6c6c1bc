export default function BoxNotFound() {
  return (
    <main className="doc" id="verdict" tabIndex={-1}>
      <article>
        <h1>There is no such box</h1>
        <p className="lead">
          It was deleted, its hour is over, or the address is mistyped. What it had caught is gone.
        </p>
        <p>
          <a href="/catch">Make a new one</a>
        </p>
      </article>
    </main>
  );
}
