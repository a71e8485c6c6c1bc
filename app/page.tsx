export default function Page() {
  return <main>Regrant</main>;
}
