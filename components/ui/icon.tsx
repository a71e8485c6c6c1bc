/** The drawings, on a 16 px grid. Severities differ in shape, not in colour alone. */
const DRAWINGS = {
  error: (
    <>
      <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" />
      <path className="k" d="M5.5 5.5l5 5M10.5 5.5l-5 5" />
    </>
  ),
  warning: (
    <>
      <path d="M8 1l7.5 14H.5z" />
      <path className="k" d="M8 6v4M8 12v.6" />
    </>
  ),
  info: <path d="M2 2h12v12H2zM8 7.5v4M8 4.6v.4" />,
  ok: <path className="strong" d="M2.5 8.5L6 12l7.5-8" />,
  eye: (
    <path d="M1 8c2-3 4.3-4.5 7-4.5S13 5 15 8c-2 3-4.3 4.5-7 4.5S3 11 1 8zM8 6.500a1.5 1.5 0 110 3 1.5 1.5 0 010-3z" />
  ),
  copy: <path d="M5.5 5.500h8v8h-8zM10.5 5V2.500h-8v8H5" />,
  undo: <path d="M5.5 2.500l-3 3 3 3M3 5.500h6.500a4 4 0 010 8H6" />,
  down: <path d="M4.5 6.500L8 10l3.5-3.5" />,
  plus: <path d="M8 3v10M3 8h10" />,
  close: <path d="M4 4l8 8M12 4l-8 8" />,
  stop: <path d="M3.5 3.500h9v9h-9z" />,
  keyboard: <path d="M1.5 4h13v8.500h-13zM4 7h0M7 7h0M10 7h0M12 7h0M5 10h6" />,
  menu: <path d="M2 4.5h12M2 8h12M2 11.500h12" />,
  system: <path d="M1.5 3h13v8.500h-13zM5 14h6" />,
  light: (
    <path d="M8 5.500a2.5 2.5 0 110 5 2.5 2.5 0 010-5zM8 1.500v1M8 13.500v1M1.5 8h1M13.5 8h1M3.5 3.500l.5.5M12 12l.5.5M12.5 3.500l-.5.5M4 12l-.5.5" />
  ),
  dark: <path d="M13 9.500A5.5 5.5 0 016.5 3a5.5 5.5 0 106.5 6.500z" />,
} as const;

export type IconName = keyof typeof DRAWINGS;

/** A drawing without meaning of its own: the words stand beside it, or in the control's label. */
export function Icon({ name }: { name: IconName }) {
  const solid = name === "error" || name === "warning";
  return (
    <svg className={solid ? "i solid" : "i"} viewBox="0 0 16 16" aria-hidden="true">
      {DRAWINGS[name]}
    </svg>
  );
}
