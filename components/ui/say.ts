/** Announces a message to screen readers, through the page's one status region. */
export function say(message: string): void {
  const region = document.getElementById("say");
  if (region) region.textContent = message;
}
