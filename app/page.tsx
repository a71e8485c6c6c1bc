export default function Page() {
  return (
    <main className="doc" id="verdict" tabIndex={-1}>
      <article>
        <h1>Why does the refresh fail?</h1>
      </article>
    </main>
  );
}
