export default function NotFound() {
  return (
    <main className="doc" id="verdict" tabIndex={-1}>
      <article>
        <h1>There is no such page</h1>
        <p className="lead">The address may be mistyped, or what it named has expired.</p>
        <p>
          <a href="/">To the workbench</a>, <a href="/rules">all rules</a>
        </p>
      </article>
    </main>
  );
}
